#include "shared/consent/section_word.h"

#include "shared/change/list_codec.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kMaxWordText = 4096;

Result<bool> read_text(CborMap& map, CborReader& in, std::uint64_t key, std::string& into) {
  TRY(const bool there, map.has(key));
  if (!there) return true;
  TRY(const std::string_view text, in.text());
  if (text.size() > kMaxWordText) return error(ErrorCode::too_large, "A message is too long.");
  if (text.empty()) return error(ErrorCode::malformed, "A default is written out in a message.");
  into = std::string(text);
  return true;
}

template <class AnyId>
Result<bool> read_ids_at(CborMap& map, CborReader& in, std::uint64_t key, std::set<AnyId>& into) {
  TRY(const bool there, map.has(key));
  if (!there) return true;
  TRY(const auto list, read_ids<AnyId>(in));
  if (list.empty()) return error(ErrorCode::malformed, "A default is written out in a message.");
  into.insert(list.begin(), list.end());
  return true;
}

std::size_t count_keys(const SectionWord& word) {
  std::size_t keys = 3;
  for (const bool there : {!word.admissions.empty(), word.when.has_value(), !word.to.empty(),
                           !word.why.empty(), !word.language.empty(), !word.batches.empty(),
                           word.answers.has_value(), !word.entries.empty(), word.whole_record}) {
    keys += there ? 1 : 0;
  }
  return keys;
}

}  // namespace

Bytes encode_section_word(const SectionWord& word) {
  CborWriter out;
  out.map(count_keys(word)).key(0).uint(kFormat);
  out.key(2).bytes(word.space.view()).key(4).uint(word.section);
  if (!word.admissions.empty()) write_ids(out.key(6), word.admissions);
  if (word.when) out.key(8).integer(*word.when);
  if (!word.to.empty()) out.key(10).text(word.to);
  if (!word.why.empty()) out.key(12).text(word.why);
  if (!word.language.empty()) out.key(14).text(word.language);
  if (!word.batches.empty()) write_ids(out.key(16), word.batches);
  if (word.answers) out.key(18).bytes(word.answers->view());
  if (!word.entries.empty()) write_ids(out.key(20), word.entries);
  if (word.whole_record) out.key(22).boolean(true);
  return std::move(out).take();
}

Result<SectionWord> decode_section_word(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) return error(ErrorCode::unknown_version, "A message needs a newer app.");
  SectionWord word;
  TRY_DO(map.need(2));
  TRY(word.space, in.id<SpaceId>());
  TRY_DO(map.need(4));
  TRY(word.section, in.uint());
  TRY_DO(read_ids_at(map, in, 6, word.admissions));
  TRY(const bool has_when, map.has(8));
  if (has_when) {
    TRY(word.when, in.integer());
  }
  TRY_DO(read_text(map, in, 10, word.to));
  TRY_DO(read_text(map, in, 12, word.why));
  TRY_DO(read_text(map, in, 14, word.language));
  TRY_DO(read_ids_at(map, in, 16, word.batches));
  TRY(const bool has_answer, map.has(18));
  if (has_answer) {
    TRY(word.answers, in.id<Hash>());
  }
  TRY_DO(read_ids_at(map, in, 20, word.entries));
  TRY(const bool has_whole, map.has(22));
  if (has_whole) {
    TRY(word.whole_record, in.boolean());
    if (!word.whole_record)
      return error(ErrorCode::malformed, "A default is written out in a message.");
  }
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return word;
}

Hash message_id(View signed_bytes) { return tagged_hash("alongside/control", {signed_bytes}); }

}  // namespace alongside
