#include "tests/simulation/sim_link.h"

#include "tests/simulation/edits_of_people.h"
#include "tests/simulation/lying_server.h"

namespace alongside {
namespace {

Error no_answer() { return error(ErrorCode::unavailable, "There is no signal."); }

// What may answer in a server's place.
HttpAnswer foreign_answer(World& world) {
  constexpr int kStatuses[] = {200, 204, 302, 400, 404, 429, 500, 503};
  const std::string_view page = "<html>Welcome to the free network. Please sign in.</html>";
  return {kStatuses[world.random.below(std::size(kStatuses))], copy_of(view_of(page))};
}

// Others act while a request is under way.
void meanwhile(World& world, std::size_t busy) {
  if (world.nested > 1 || !world.one_in(4)) return;
  ++world.nested;
  const auto present = world.present();
  const std::size_t other = present[world.random.below(present.size())];
  switch (world.random.below(3)) {
    case 0:
      if (other != busy) sync_device(world, other);
      break;
    case 1:  // somebody writes at the device whose request is under way
      edit_entry(world, busy);
      edit_entry(world, busy);
      break;
    default:
      step(world);
      break;
  }
  --world.nested;
}

}  // namespace

Token SimLink::token() const {
  const auto& home = world_.device(device_).home;
  if (!home) return {};
  return Token::from(home->token).value_or(Token{});
}

Result<HttpAnswer> SimLink::deliver(const HttpRequest& request) {
  auto answer = world_.is_lying ? answer_with_lies(world_, device_, request, token())
                                : world_.server.post(request, token());
  if (answer) return std::move(*answer);
  restart_server(world_, world_.one_in(2) ? Crash::kill : Crash::power_cut);
  return no_answer();
}

void SimLink::deliver_unheard(const HttpRequest& request) { static_cast<void>(deliver(request)); }

Result<HttpAnswer> SimLink::send(const HttpRequest& request) {
  if (world_.is_calm) return deliver(request);
  meanwhile(world_, device_);
  deliver_late(world_, false);
  auto answer = send_with_faults(request);
  meanwhile(world_, device_);
  if (answer) earlier_ = *answer;
  return answer;
}

Result<HttpAnswer> SimLink::send_with_faults(const HttpRequest& request) {
  std::size_t& cut_off = world_.cut_off[device_];
  if (cut_off > 0) {
    --cut_off;
    return no_answer();
  }
  SeededRandom& random = world_.random;
  switch (random.below(24)) {
    case 0:  // the request is lost
      ++world_.counts.lost;
      return no_answer();
    case 1:  // it is held up
      world_.late.push_back({request, token()});
      return no_answer();
    case 2:  // it arrives cut at any byte
      deliver_unheard(
          {request.path, copy_of(View(request.body).first(random.below(request.body.size() + 1)))});
      return no_answer();
    case 3:  // it arrives twice
      deliver_unheard(request);
      return deliver(request);
    case 4:  // the answer is lost
      deliver_unheard(request);
      ++world_.counts.lost;
      return no_answer();
    case 5: {  // the answer is cut at any byte, and nothing below notices
      auto answer = deliver(request);
      if (answer) answer->body.resize(random.below(answer->body.size() + 1));
      return answer;
    }
    case 6: {  // one bit of it is wrong
      auto answer = deliver(request);
      if (answer && !answer->body.empty()) {
        answer->body[random.below(answer->body.size())] ^= std::byte{1};
      }
      return answer;
    }
    case 7:  // an answer to an earlier request comes instead
      if (earlier_) return *earlier_;
      return no_answer();
    case 8:
      return foreign_answer(world_);
    case 9:  // no signal for a while
      cut_off = 1 + random.below(6);
      return no_answer();
    default:
      return deliver(request);
  }
}

void deliver_late(World& world, bool all) {
  while (!world.late.empty() && (all || world.one_in(3))) {
    const std::size_t at = world.random.below(world.late.size());
    const World::LateRequest late = world.late[at];
    world.late.erase(world.late.begin() + static_cast<std::ptrdiff_t>(at));
    if (!world.server.post(late.request, late.token)) {
      restart_server(world, world.one_in(2) ? Crash::kill : Crash::power_cut);
    }
  }
}

}  // namespace alongside
