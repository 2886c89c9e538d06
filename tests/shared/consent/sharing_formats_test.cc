#include <catch2/catch_test_macros.hpp>

#include "shared/codec/cbor.h"
#include "shared/consent/own_keys.h"
#include "shared/consent/role_words.h"
#include "shared/consent/section_word.h"
#include "shared/consent/space_name.h"
#include "tests/support/consent_samples.h"
#include "tests/support/golden.h"

namespace alongside {
namespace {

OwnKeys sample_keys(SampleIdentity& owner, const RootId& grantee) {
  OwnKeys keys;
  const SignedEpoch epoch = seal_epoch(sample_epoch(owner, grantee), &owner.device.sign);
  keys.space = epoch.record.space;
  keys.section = epoch.record.section;
  keys.epochs = {epoch};
  keys.streams = {OwnedStream::random(owner.random)};
  keys.grants = {owner.random.bytes(30)};
  keys.beside = {{epoch.id, OwnedStream::random(owner.random)}};
  return keys;
}

SectionWord sample_word(SampleIdentity& owner) {
  SectionWord word;
  word.space = space_name(owner.id(), SpaceKind::person);
  word.section = 8;
  word.admissions = {owner.random.id<AdmissionId>()};
  word.when = 1'790'000'000'000;
  word.to = "a made-up doctor";
  word.why = "somebody may be hurt";
  word.language = "en";
  word.batches = {owner.random.id<BatchHash>()};
  word.answers = owner.random.id<Hash>();
  return word;
}

std::vector<MergeParent> sample_parents(SampleIdentity& owner) {
  std::vector<MergeParent> parents;
  for (int i = 0; i < 2; ++i) {
    parents.push_back({owner.random.id<EpochId>(), OwnedStream::random(owner.random)});
  }
  if (parents[1].id < parents[0].id) std::swap(parents[0], parents[1]);
  return parents;
}

Bytes all_secrets(const OwnedStream& stream) {
  Bytes all;
  const StreamSecrets& secrets = stream.secrets;
  for (const Key* key : {&secrets.epoch_key, &secrets.append, &secrets.close, &secrets.drop}) {
    append(all, key->view());
  }
  append(all, stream.merge.view());
  return all;
}

template <class Decode>
void refuses_every_prefix(const Bytes& bytes, Decode decode) {
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(decode(View(bytes).first(size)));
  }
}

TEST_CASE("OwnKeys.ComeBackWhole", "[consent]") {
  SampleIdentity mo(1);
  const OwnKeys keys = sample_keys(mo, SampleIdentity(2).id());
  const Bytes bytes = encode_own_keys(keys);
  const auto back = decode_own_keys(bytes);
  REQUIRE(back);
  CHECK(encode_own_keys(*back) == bytes);
  CHECK(all_secrets(back->streams[0]) == all_secrets(keys.streams[0]));
  CHECK(back->beside[0].epoch == keys.epochs[0].id);
  refuses_every_prefix(bytes, decode_own_keys);
  OwnKeys bare = keys;
  bare.grants.clear();
  bare.beside.clear();
  CHECK(encode_own_keys(decode_own_keys(encode_own_keys(bare)).value()) == encode_own_keys(bare));
}

TEST_CASE("SectionWord.ComesBackWholeAndWritesNoDefaults", "[consent]") {
  SampleIdentity mo(1);
  const SectionWord word = sample_word(mo);
  const Bytes bytes = encode_section_word(word);
  const auto back = decode_section_word(bytes);
  REQUIRE(back);
  CHECK(*back == word);
  refuses_every_prefix(bytes, decode_section_word);
  SectionWord bare;
  bare.space = word.space;
  bare.section = 10;
  CHECK(decode_section_word(encode_section_word(bare)).value() == bare);
  SectionWord whole = bare;
  whole.whole_record = true;
  CHECK(decode_section_word(encode_section_word(whole)).value() == whole);
  CborWriter no_news;
  no_news.map(4).key(0).uint(1).key(2).bytes(word.space.view()).key(4).uint(8);
  no_news.key(22).boolean(false);
  CHECK_FALSE(decode_section_word(std::move(no_news).take()));
  CborWriter empty_text;
  empty_text.map(4).key(0).uint(1).key(2).bytes(word.space.view()).key(4).uint(8).key(10).text("");
  CHECK_FALSE(decode_section_word(std::move(empty_text).take()));
}

TEST_CASE("MergeStreams.AreAFunctionOfAllThatTheirParentsHave", "[consent]") {
  SampleIdentity mo(1);
  const std::vector<MergeParent> parents = sample_parents(mo);
  const Bytes merged = all_secrets(merge_streams(parents));
  CHECK(all_secrets(merge_streams(parents)) == merged);
  for (std::size_t i = 0; i < parents.size(); ++i) {
    std::vector<MergeParent> other = parents;
    other[i].stream.merge = Key::random(mo.random);
    CHECK(all_secrets(merge_streams(other)) != merged);
    other = parents;
    other[i].stream.secrets.epoch_key = Key::random(mo.random);
    CHECK(all_secrets(merge_streams(other)) != merged);
  }
}

TEST_CASE("SpaceName.BelongsToOneRootAndOneKind", "[consent]") {
  const SampleIdentity mo(1), ade(2);
  const SpaceId record = space_name(mo.id(), SpaceKind::person);
  CHECK(record != space_name(mo.id(), SpaceKind::coach));
  CHECK(record != space_name(mo.id(), SpaceKind::charity));
  CHECK(record != space_name(ade.id(), SpaceKind::person));
}

TEST_CASE("Epoch.AMemberNeverHasTheOwnersOwnAdmission", "[consent]") {
  SampleIdentity mo(1);
  EpochRecord record = sample_epoch(mo, SampleIdentity(2).id());
  REQUIRE(decode_epoch(encode_epoch(seal_epoch(record, &mo.device.sign))));
  record.members[0].admissions.insert(AdmissionId{});
  CHECK_FALSE(decode_epoch(encode_epoch(seal_epoch(record, &mo.device.sign))));
}

RoleKey sample_role_key(SampleIdentity& lantern) {
  return {"coach", Key::random(lantern.random), lantern.inbox.epoch_key, lantern.inbox.hashes(), 9};
}

TEST_CASE("RoleWords.ComeBackWholeAndNoPrefixDoes", "[consent]") {
  SampleIdentity lantern(7);
  const RoleKey key = sample_role_key(lantern);
  const auto key_back = decode_role_key(encode_role_key(key));
  REQUIRE(key_back);
  CHECK(encode_role_key(*key_back) == encode_role_key(key));
  const ToldWords told{"coach", "the door is broken", "en"};
  const auto told_back = decode_told(encode_told(told));
  REQUIRE(told_back);
  CHECK(encode_told(*told_back) == encode_told(told));
  for (const Bytes& whole : {encode_role_key(key), encode_told(told)}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const View part = View(whole).first(size);
      CHECK_FALSE(decode_role_key(part));
      CHECK_FALSE(decode_told(part));
    }
  }
  CHECK_FALSE(decode_told(encode_told({"coach", "", "en"})));
  CHECK_FALSE(decode_told(encode_told({"", "words", "en"})));
  CHECK_FALSE(decode_told(encode_told({"coach", std::string(kMaxToldBytes + 1, 'x'), "en"})));
}

TEST_CASE("SharingFormats.BytesAreThoseOfTheGoldenVectors", "[consent][golden]") {
  SampleIdentity mo(1);
  const SampleIdentity ade(2);
  const OwnKeys keys = sample_keys(mo, ade.id());
  const SealedToDevice sealed{mo.device.id(), mo.random.bytes(20)};
  const std::vector<MergeParent> parents = sample_parents(mo);
  nlohmann::json now;
  now["own-keys"] = to_hex(encode_own_keys(keys));
  now["sealed-to-device"] = to_hex(encode_sealed_to_device(sealed));
  now["section-word"] = to_hex(encode_section_word(sample_word(mo)));
  SectionWord gone;
  gone.space = space_name(mo.id(), SpaceKind::person);
  gone.whole_record = true;
  now["section-word-record"] = to_hex(encode_section_word(gone));
  SampleIdentity lantern(7);
  now["role-key"] = to_hex(encode_role_key(sample_role_key(lantern)));
  now["told"] = to_hex(encode_told({"coach", "the door is broken", "en"}));
  now["merge-parents"] = nlohmann::json::array();
  for (const MergeParent& parent : parents) {
    now["merge-parents"].push_back({parent.id.hex(), to_hex(all_secrets(parent.stream))});
  }
  now["merge"] = to_hex(all_secrets(merge_streams(parents)));
  now["space"] = space_name(mo.id(), SpaceKind::person).hex();
  rewrite_golden("sharing", now);
  CHECK(now == golden("sharing"));
}

}  // namespace
}  // namespace alongside
