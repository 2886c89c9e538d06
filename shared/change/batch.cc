#include "shared/change/batch.h"

#include "shared/base/check.h"
#include "shared/change/limits.h"

namespace alongside {
namespace {

constexpr std::string_view kTag = "alongside/batch";

std::vector<MerkleLeaf> leaves_of(const std::vector<BatchElement>& elements) {
  std::vector<MerkleLeaf> leaves;
  leaves.reserve(elements.size());
  for (const BatchElement& element : elements) {
    const bool is_erased = element.erased.has_value();
    leaves.push_back({element.change, is_erased ? *element.erased : Hash{}, is_erased});
  }
  return leaves;
}

Result<std::vector<Salt>> read_salts(CborReader& reader) {
  TRY(const std::size_t count, reader.array());
  if (count > kMaxBatchChanges) return error(ErrorCode::too_large, "A batch has too many salts.");
  std::vector<Salt> salts;
  salts.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const Salt salt, reader.id<Salt>());
    salts.push_back(salt);
  }
  return salts;
}

Result<BatchElement> read_erased(View item) {
  BatchElement element;
  CborReader reader(item);
  TRY(const std::size_t parts, reader.array());
  if (parts != 1) return error(ErrorCode::malformed, "An erased change is not one leaf.");
  TRY(element.erased, reader.id<Hash>());
  TRY_DO(reader.finish());
  return element;
}

Result<BatchElement> read_element(CborReader& reader) {
  TRY(const View item, reader.raw());
  CborReader inner(item);
  const auto change = inner.bytes();
  if (!change) return read_erased(item);
  if (change->empty()) return error(ErrorCode::malformed, "A change is empty.");
  if (change->size() > kMaxChangeBytes)
    return error(ErrorCode::too_large, "A change is too large.");
  return BatchElement{copy_of(*change), std::nullopt};
}

Result<std::vector<BatchElement>> read_elements(CborReader& reader) {
  TRY(const std::size_t count, reader.array());
  if (count > kMaxBatchChanges) return error(ErrorCode::too_large, "A batch has too many changes.");
  std::vector<BatchElement> elements;
  elements.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    TRY(BatchElement element, read_element(reader));
    elements.push_back(std::move(element));
  }
  return elements;
}

// The map around the header is not signed, so nothing is ever added to it: four keys, no others.
Result<Batch> read_parts(View bytes) {
  Batch batch;
  CborReader reader(bytes);
  TRY(CborMap map, CborMap::open(reader));
  TRY_DO(map.need(0));
  TRY(const View header_bytes, reader.bytes());
  TRY(batch.header, decode_header(header_bytes));
  batch.header_bytes = copy_of(header_bytes);
  TRY_DO(map.need(2));
  TRY(batch.signature, reader.id<Signature>());
  TRY_DO(map.need(4));
  TRY(batch.salts, read_salts(reader));
  TRY_DO(map.need(6));
  TRY(batch.elements, read_elements(reader));
  TRY_DO(map.finish());
  TRY_DO(reader.finish());
  return batch;
}

std::size_t keys_of(View bytes) {
  CborReader reader(bytes);
  return reader.map().value_or(0);
}

}  // namespace

BatchHash Batch::hash() const { return hash_as<BatchHash>(kTag, {View(header_bytes)}); }

Batch close_batch(BatchHeader header, std::vector<Bytes> changes, const Salt& seed,
                  const SigningKey& device) {
  MUST(!changes.empty() && changes.size() <= kMaxBatchChanges);
  MUST(header.device == device.as<DeviceId>());
  Batch batch;
  batch.salts = {seed};
  batch.elements.reserve(changes.size());
  for (Bytes& change : changes) batch.elements.push_back({std::move(change), std::nullopt});
  const auto root = merkle_root(leaves_of(batch.elements), batch.salts);
  MUST(root.has_value());
  header.count = batch.elements.size();
  header.root = *root;
  batch.header_bytes = encode_header(header);
  batch.header = std::move(header);
  batch.signature = device.sign(kTag, batch.header_bytes);
  return batch;
}

Bytes encode_batch(const Batch& batch) {
  CborWriter writer;
  writer.map(4);
  writer.key(0).bytes(batch.header_bytes);
  writer.key(2).bytes(batch.signature.view());
  writer.key(4).array(batch.salts.size());
  for (const Salt& salt : batch.salts) writer.bytes(salt.view());
  writer.key(6).array(batch.elements.size());
  for (const BatchElement& element : batch.elements) {
    if (element.erased) {
      writer.array(1).bytes(element.erased->view());
    } else {
      writer.bytes(element.change);
    }
  }
  return std::move(writer).take();
}

Result<Batch> decode_batch(View bytes) {
  if (bytes.size() > kMaxBatchBytes) return error(ErrorCode::too_large, "A batch is too large.");
  TRY(Batch batch, read_parts(bytes));
  if (keys_of(bytes) != 4) return error(ErrorCode::malformed, "A batch has parts nobody signed.");
  if (batch.header.count != batch.elements.size()) {
    return error(ErrorCode::malformed, "A batch has not as many changes as it says.");
  }
  TRY(const Hash root, merkle_root(leaves_of(batch.elements), batch.salts));
  if (root != batch.header.root) {
    return error(ErrorCode::bad_signature,
                 "The changes of a batch are not those that were signed.");
  }
  if (!verify(batch.header.device.view(), kTag, batch.header_bytes, batch.signature)) {
    return error(ErrorCode::bad_signature, "A batch is not signed by its device.");
  }
  return batch;
}

Result<Batch> redact_batch(const Batch& batch, const std::vector<std::size_t>& indexes) {
  if (!indexes.empty() && indexes.back() >= batch.elements.size()) {
    return error(ErrorCode::malformed, "There is no such change in the batch.");
  }
  Batch redacted = batch;
  std::vector<MerkleLeaf> leaves = leaves_of(redacted.elements);
  TRY_DO(redact(leaves, redacted.salts, indexes));
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (leaves[i].is_erased) redacted.elements[i] = {Bytes(), leaves[i].erased};
  }
  return redacted;
}

}  // namespace alongside
