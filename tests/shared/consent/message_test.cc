#include "shared/consent/message.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/consent/ended.h"
#include "shared/consent/record_file.h"
#include "shared/consent/space_name.h"
#include "tests/support/consent_samples.h"
#include "tests/support/golden.h"

namespace alongside {
namespace {

TEST_CASE("Epoch.ComesBackAsItWasSigned", "[consent]") {
  SampleIdentity mo(1);
  const SampleIdentity ade(2);
  const SignedEpoch epoch = seal_epoch(sample_epoch(mo, ade.id()), &mo.device.sign);
  const auto back = decode_epoch(encode_epoch(epoch));
  REQUIRE(back);
  CHECK(back->record == epoch.record);
  CHECK(back->id == epoch.id);
}

TEST_CASE("Epoch.AnyFlippedBitIsRefused", "[consent]") {
  SampleIdentity mo(1);
  const SampleIdentity ade(2);
  const Bytes bytes = encode_epoch(seal_epoch(sample_epoch(mo, ade.id()), &mo.device.sign));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    Bytes damaged = bytes;
    damaged[at] ^= std::byte{4};
    CHECK_FALSE(decode_epoch(damaged));
    CHECK_FALSE(decode_epoch(View(bytes).first(at)));
  }
}

TEST_CASE("Epoch.OnlyAMergeHasNoSigner", "[consent]") {
  SampleIdentity mo(1);
  EpochRecord record = sample_epoch(mo, mo.id());
  record.signer.reset();
  CHECK_FALSE(decode_epoch(encode_epoch(seal_epoch(record, nullptr))));
  record.parents = record.past;
  const SignedEpoch merge = seal_epoch(record, nullptr);
  record.at += 5;
  CHECK(seal_epoch(record, nullptr).id == merge.id);  // a function of its parents
  CHECK(decode_epoch(encode_epoch(merge)));
}

TEST_CASE("Message.IsRefusedWhenAnythingInItChanged", "[consent]") {
  SampleIdentity mo(1);
  const SampleIdentity ade(2);
  const Message message{ade.id(), mo.id(), mo.device.id(), 0, 5, mo.random.bytes(40)};
  const Bytes bytes = encode_message(message, mo.device.sign);
  const auto back = decode_message(bytes);
  REQUIRE(back);
  CHECK(back->recipient == ade.id());
  CHECK(back->content == message.content);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    Bytes damaged = bytes;
    damaged[at] ^= std::byte{1};
    CHECK_FALSE(decode_message(damaged));
  }
}

TEST_CASE("Grant.ComesBackWhole", "[consent]") {
  SampleIdentity mo(1);
  const SampleIdentity ade(2);
  const Grant grant = sample_grant(mo, ade.id());
  const Bytes bytes = encode_grant(grant);
  const auto back = decode_grant(bytes);
  REQUIRE(back);
  CHECK(encode_grant(*back) == bytes);
  CHECK(back->purpose == "so that you can help");
  CHECK(back->streams[0].append == grant.streams[0].append);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_FALSE(decode_grant(View(bytes).first(size)));
}

TEST_CASE("StopNotice.ComesBackWhole", "[consent]") {
  SampleIdentity mo(1);
  const EpochRecord epoch = sample_epoch(mo, mo.id());
  const StopNotice notice{epoch.space,   8,           epoch.stopped,
                          epoch.gone,    epoch.ended, epoch.frontier,
                          epoch.adopted, epoch.erased};
  const Bytes bytes = encode_notice(notice);
  const auto back = decode_notice(bytes);
  REQUIRE(back);
  CHECK(encode_notice(*back) == bytes);
  CHECK(back->erased == epoch.erased);
}

TEST_CASE("ConsentFormats.BytesAreThoseOfTheGoldenVectors", "[consent][golden]") {
  SampleIdentity mo(1);
  const SampleIdentity ade(2);
  const Grant grant = sample_grant(mo, ade.id());
  const Message message{ade.id(), mo.id(), mo.device.id(), 0, 5, encode_grant(grant)};
  const StopNotice notice{grant.space, 8, grant.epochs[0].record.stopped, {}, {}, {}, {}, {}};
  nlohmann::json now;
  now["card"] = to_hex(encode_card(mo.card()));
  now["role"] = to_hex(sign_role(mo.root, 3, {ade.id(), "coach", false}));
  now["role-ended"] = to_hex(sign_role(mo.root, 4, {ade.id(), "coach", true}));
  now["role-inbox"] =
      to_hex(sign_role_inbox(mo.root, 5,
                             {"coach",
                              {mo.inbox.hashes().read, mo.inbox.append, mo.inbox.hashes().close,
                               mo.inbox.hashes().drop, mo.box.public_key()}}));
  SampleIdentity fresh(3);
  CardRecords succeeded = mo.card();
  const Bytes successor = sign_successor(mo.root, fresh.root, succeeded);
  now["successor"] = to_hex(successor);
  merge_into(succeeded, {mo.id(), {successor, sign_name({mo.id(), fresh.root}, 1, "Made Up")}});
  now["succeeded-card"] = to_hex(encode_card(succeeded));
  now["about-handed-over"] = to_hex(encode_about({grant.space, ade.id(), 5, true}));
  now["as-holder"] = as_holder(mo.device.id()).hex();
  now["erased"] = to_hex(sign_erased(mo.root, space_name(mo.id(), SpaceKind::person)));
  now["epoch"] = to_hex(encode_epoch(grant.epochs[0]));
  now["epoch-id"] = grant.epochs[0].id.hex();
  now["grant"] = to_hex(message.content);
  now["message"] = to_hex(encode_message(message, mo.device.sign));
  now["notice"] = to_hex(encode_notice(notice));
  rewrite_golden("consent", now);
  CHECK(now == golden("consent"));
}

}  // namespace
}  // namespace alongside
