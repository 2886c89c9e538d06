#include "tests/support/batches.h"

#include <algorithm>

namespace alongside {
namespace {

Bytes random_value(SeededRandom& random) {
  CborWriter writer;
  switch (random.below(4)) {
    case 0:
      writer.integer(static_cast<std::int64_t>(random.below(500)) - 250);
      break;
    case 1:
      writer.text(std::string(random.below(40), 'x'));
      break;
    case 2:
      writer.array(2).uint(random.below(3)).text("y");
      break;
    default:
      writer.bytes(random.bytes(random.below(5)));
  }
  return std::move(writer).take();
}

Op random_op(SeededRandom& random) {
  static constexpr OpKind kKinds[] = {OpKind::put, OpKind::add, OpKind::remove, OpKind::entry,
                                      OpKind::del};
  Op op;
  op.kind = kKinds[random.below(5)];
  if (op.kind != OpKind::del) {
    op.field = random.below(3);
    op.value = random_value(random);
  }
  if (random.below(3) == 0) {
    std::vector<OpRef> replaces(random.below(3));
    for (OpRef& ref : replaces) {
      if (random.below(2) == 0) ref.batch = random.id<BatchHash>();
      ref.change = static_cast<std::uint16_t>(random.below(1000));
      ref.op = static_cast<std::uint16_t>(random.below(256));
    }
    std::sort(replaces.begin(), replaces.end());
    replaces.erase(std::unique(replaces.begin(), replaces.end()), replaces.end());
    op.replaces = std::move(replaces);
  }
  return op;
}

Change random_adoption(SeededRandom& random) {
  CborWriter writer;
  writer.bytes(random.id<BatchHash>().view());
  Change change;
  change.ops.push_back({OpKind::adopt, 0, std::move(writer).take(), std::nullopt});
  return change;
}

std::vector<BatchRef> random_refs(SeededRandom& random) {
  std::vector<BatchRef> refs(random.below(4));
  for (BatchRef& ref : refs) {
    ref.chain.device = test_id<DeviceId>(static_cast<unsigned>(random.below(3)));
    ref.chain.admission = test_id<AdmissionId>(static_cast<unsigned>(random.below(2)));
    ref.seq = 1 + random.below(3);
    ref.hash = random.id<BatchHash>();
  }
  std::sort(refs.begin(), refs.end());
  return refs;
}

}  // namespace

SigningKey test_device(std::uint64_t number) {
  SeededRandom random(number);
  return SigningKey(Key::random(random));
}

Change random_change(SeededRandom& random) {
  if (random.below(8) == 0) return random_adoption(random);
  Change change;
  change.kind = random.below(3) * 2;
  change.entity = test_id<EntityId>(static_cast<unsigned>(random.below(3)));
  change.ops.resize(1 + random.below(4));
  for (Op& op : change.ops) op = random_op(random);
  change.at = static_cast<TimeMs>(random.below(3)) - 1;
  return change;
}

BatchHeader random_header(SeededRandom& random, const SigningKey& device) {
  BatchHeader header;
  header.space = random.id<SpaceId>();
  header.section = random.below(30);
  for (std::size_t i = random.below(3); i > 0; --i) header.heads.push_back(random.id<EpochId>());
  std::sort(header.heads.begin(), header.heads.end());
  header.device = device.as<DeviceId>();
  header.author = random.id<RootId>();
  if (random.below(2) == 0) header.admission = random.id<AdmissionId>();
  header.seq = 1 + random.below(300);
  header.deps = random_refs(random);
  header.skips = random_refs(random);
  header.at = static_cast<TimeMs>(random.below(1000));
  return header;
}

Batch random_batch(SeededRandom& random) {
  const SigningKey device = test_device(random.below(4));
  std::vector<Bytes> changes(1 + random.below(9));
  for (Bytes& change : changes) change = encode_change(random_change(random));
  return close_batch(random_header(random, device), std::move(changes), random.id<Salt>(), device);
}

}  // namespace alongside
