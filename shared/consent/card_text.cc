#include "shared/codec/cbor.h"
#include "shared/consent/card.h"
#include "shared/consent/four_codec.h"

namespace alongside {
namespace {

constexpr std::string_view kCardPrefix = "alongside-card:";

Result<CardText> decode_parts(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  CardText card;
  TRY_DO(map.need(0));
  TRY(const View records, in.bytes());
  TRY(card.records, decode_card(records));
  TRY_DO(map.need(2));
  TRY(const View key, in.bytes());
  TRY(card.stream_key, Key::from(key));
  TRY_DO(map.need(4));
  TRY(card.stream, read_four_hashes(in));
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  if (cap_hash(read_cap_of(card.stream_key)) != card.stream.read) {
    return error(ErrorCode::malformed, "The key does not fit the stream.");
  }
  return card;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

}  // namespace

std::string encode_card_text(const CardText& card) {
  CborWriter out;
  out.map(3).key(0).bytes(encode_card(card.records)).key(2).bytes(card.stream_key.view());
  write_four_hashes(out.key(4), card.stream);
  return std::string(kCardPrefix) + to_base64(std::move(out).take());
}

Result<CardText> decode_card_text(std::string_view text) {
  text = trimmed(text);
  if (text.substr(0, kCardPrefix.size()) != kCardPrefix) {
    return error(ErrorCode::usage, "That is not a card: a card starts with \"alongside-card:\".");
  }
  const auto bytes = from_base64(text.substr(kCardPrefix.size()));
  auto card = bytes ? decode_parts(*bytes) : Result<CardText>(bytes.error());
  if (card) return card;
  if (card.error().code == ErrorCode::unknown_version) return card;
  return error(ErrorCode::usage, "That card is damaged or cut short. Ask for it again.");
}

}  // namespace alongside
