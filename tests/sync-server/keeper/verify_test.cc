#include "sync-server/keeper/verify.h"

#include <catch2/catch_test_macros.hpp>

#include "sync-server/keeper/backup.h"
#include "tests/sync-server/store/answer_rig.h"

namespace alongside {
namespace {

// An open, a closed and a dropped stream.
struct Ended : AnswerRig {
  Ended() {
    const Token token = enrolled();
    std::vector<StreamCaps> caps;
    for (int i = 0; i < 3; ++i) caps.push_back(StreamCaps::random(random));
    SyncRequest request;
    for (const StreamCaps& one : caps) {
      request.push.push_back(push_to(one, random.bytes(30)));
      request.push.push_back(push_to(one, random.bytes(40)));
    }
    (void)sync(token, request);
    SyncRequest ends;
    ends.close = {{caps[1].address(), caps[1].close, {}}};
    ends.drop = {
        {caps[2].address(), Log(*database).find(caps[2].address())->head, caps[2].drop, {}}};
    (void)sync(token, ends);
  }
};

}  // namespace

TEST_CASE("Verify.FindsNothingWhereNothingIsWrong", "[server]") {
  Ended rig;
  const Verdict verdict = verify_database(*rig.database);
  CHECK(verdict.problems.empty());
  CHECK(verdict.streams == 3);
  CHECK(verdict.blobs == 4);
}

TEST_CASE("Verify.FindsEveryKindOfDamage", "[server]") {
  for (const char* damage :
       {"UPDATE blob SET bytes = zeroblob(30) WHERE id = 1",
        "UPDATE blob SET head = zeroblob(32) WHERE id = 1",
        "UPDATE blob SET hash = zeroblob(32) WHERE id = 2",
        "UPDATE blob SET position = 7 WHERE id = 2", "DELETE FROM blob WHERE id = 2",
        "UPDATE stream SET count = 1 WHERE id = 1",
        "UPDATE stream SET head = zeroblob(32) WHERE id = 1",
        "UPDATE stream SET append_hash = zeroblob(32) WHERE id = 1",
        "UPDATE stream SET proof = zeroblob(32) WHERE state = 1",
        "UPDATE stream SET state = 0 WHERE state = 1",
        "UPDATE stream SET proof = NULL WHERE state = 2"}) {
    Ended rig;
    rig.database->execute(damage);
    INFO(damage);
    CHECK_FALSE(verify_database(*rig.database).problems.empty());
  }
}

TEST_CASE("Backup.RefusesATakenNameAndKeepsNothingThatIsNotInOrder", "[server]") {
  Ended rig;
  const auto to = rig.folder.path() / "backup.db";
  CHECK(write_backup(*rig.database, to).has_value());
  CHECK_FALSE(write_backup(*rig.database, to).has_value());
  rig.database->execute("DELETE FROM blob WHERE id = 2");
  const auto second = rig.folder.path() / "second.db";
  CHECK_FALSE(write_backup(*rig.database, second).has_value());
  CHECK_FALSE(std::filesystem::exists(second));
}

}  // namespace alongside
