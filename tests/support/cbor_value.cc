#include "tests/support/cbor_value.h"

namespace alongside {
namespace {

// Reads with `read` if that fits what is next; a reader that met an error is thrown away.
template <class Read>
bool reads(CborReader& reader, CborValue& value, Read read) {
  CborReader attempt = reader;
  auto found = read(attempt);
  if (!found) return false;
  reader = attempt;
  value.is = std::move(*found);
  return true;
}

Result<CborValue> read_value(CborReader& reader);

Result<CborValue> read_list(CborReader& reader, std::size_t count) {
  CborValue::List list;
  for (std::size_t i = 0; i < count; ++i) {
    TRY(CborValue item, read_value(reader));
    list.push_back(std::move(item));
  }
  return CborValue{std::move(list)};
}

Result<CborValue> read_map(CborReader& reader, std::size_t count) {
  CborValue::Map map;
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const std::uint64_t key, reader.key());
    TRY(CborValue item, read_value(reader));
    map.push_back({key, std::move(item)});
  }
  return CborValue{std::move(map)};
}

Result<Bytes> read_bytes(CborReader& reader) {
  TRY(const View found, reader.bytes());
  return copy_of(found);
}

Result<std::string> read_text(CborReader& reader) {
  TRY(const std::string_view found, reader.text());
  return std::string(found);
}

Result<CborValue> read_value(CborReader& reader) {
  CborValue value;
  if (reads(reader, value, [](CborReader& from) { return from.integer(); })) return value;
  if (reads(reader, value, read_bytes)) return value;
  if (reads(reader, value, read_text)) return value;
  if (reads(reader, value, [](CborReader& from) { return from.boolean(); })) return value;
  CborReader list = reader;
  if (const auto count = list.array()) {
    reader = list;
    return read_list(reader, *count);
  }
  CborReader map = reader;
  if (const auto count = map.map()) {
    reader = map;
    return read_map(reader, *count);
  }
  TRY(const bool is_null, reader.null_next());
  if (!is_null) return error(ErrorCode::malformed, "Not an item of the subset.");
  return value;
}

}  // namespace

void write_value(CborWriter& writer, const CborValue& value) {
  if (const auto* truth = std::get_if<bool>(&value.is)) {
    writer.boolean(*truth);
  } else if (const auto* number = std::get_if<std::int64_t>(&value.is)) {
    writer.integer(*number);
  } else if (const auto* bytes = std::get_if<Bytes>(&value.is)) {
    writer.bytes(*bytes);
  } else if (const auto* text = std::get_if<std::string>(&value.is)) {
    writer.text(*text);
  } else if (const auto* list = std::get_if<CborValue::List>(&value.is)) {
    writer.array(list->size());
    for (const CborValue& item : *list) write_value(writer, item);
  } else if (const auto* map = std::get_if<CborValue::Map>(&value.is)) {
    writer.map(map->size());
    for (const CborEntry& entry : *map) write_value(writer.key(entry.key), entry.value);
  } else {
    writer.null();
  }
}

Bytes encode_value(const CborValue& value) {
  CborWriter writer;
  write_value(writer, value);
  return std::move(writer).take();
}

Result<CborValue> decode_value(View bytes) {
  CborReader reader(bytes);
  TRY(CborValue value, read_value(reader));
  TRY_DO(reader.finish());
  return value;
}

}  // namespace alongside
