#include "sync-server/http/server.h"

#include <arpa/inet.h>
#include <atomic>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include "tests/sync-server/store/answer_rig.h"

namespace alongside {
namespace {

// A server on a free port of this machine, served by a thread of its own.
struct Served : AnswerRig {
  Served() : http({{"127.0.0.1", 0}, {}, false}, *answerer, [](const char*) {}) {
    const auto bound = http.bind();
    MUST(bound.has_value());
    port = *bound;
    thread = std::thread([this] { http.run(); });
  }
  ~Served() { stop(); }
  void stop() {
    if (!thread.joinable()) return;
    http.stop();
    thread.join();
  }

  HttpServer http;
  int port = 0;
  std::thread thread;
};

// Everything that a server says to one request on a connection of its own; empty if it does not let
// one in.
std::string say(int port, std::string_view request) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string heard;
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    std::size_t sent = 0;
    while (sent < request.size()) {
      const ssize_t more =
          ::send(socket, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
      if (more <= 0) break;
      sent += static_cast<std::size_t>(more);
    }
    std::array<char, 4096> part{};
    for (ssize_t size = 0; (size = ::recv(socket, part.data(), part.size(), 0)) > 0;) {
      heard.append(part.data(), static_cast<std::size_t>(size));
    }
  }
  ::close(socket);
  return heard;
}

std::string post(const char* path, const std::optional<Token>& token, View body) {
  std::string request = std::string("POST ") + path + " HTTP/1.1\r\nConnection: close\r\n";
  request += "Content-Type: application/octet-stream\r\n";
  if (token) request += "Authorization: Bearer " + to_base64(token->view()) + "\r\n";
  request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  return request + std::string(text_of(body));
}

}  // namespace

TEST_CASE("HttpServer.ServesManyDevicesAtOnceAndStops", "[server][threads]") {
  constexpr std::size_t kDevices = 6;
  constexpr int kPushes = 5;
  Served served;
  const StreamCaps caps = StreamCaps::random(served.random);
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < kDevices; ++i) tokens.push_back(served.enrolled());
  std::atomic<int> answered = 0;
  std::vector<std::thread> devices;
  for (std::size_t i = 0; i < kDevices; ++i) {
    devices.emplace_back([&, i] {
      SeededRandom random(i + 10);
      for (int round = 0; round < kPushes; ++round) {
        SyncRequest request = following(caps, 0);
        request.push = {push_to(caps, random.bytes(50))};
        const std::string heard = say(served.port, post("/v1/sync", tokens[i], encode(request)));
        if (heard.starts_with("HTTP/1.1 200")) ++answered;
      }
    });
  }
  for (std::thread& device : devices) device.join();
  served.stop();
  CHECK(answered == static_cast<int>(kDevices) * kPushes);
  CHECK(Log(*served.database).find(caps.address())->count == kDevices * kPushes);
}

TEST_CASE("HttpServer.AnswersHealthAndRefusesStrangers", "[server][threads]") {
  Served served;
  const std::string health =
      say(served.port, "GET /v1/health HTTP/1.1\r\nConnection: close\r\n\r\n");
  CHECK(health.starts_with("HTTP/1.1 200"));
  CHECK(health.ends_with("\r\n\r\nalongside"));
  CHECK(say(served.port, post("/v1/sync", Token{}, Bytes(9))).starts_with("HTTP/1.1 401"));
  CHECK(say(served.port, post("/v1/have", {}, Bytes(9))).starts_with("HTTP/1.1 401"));
  CHECK(say(served.port, post("/v1/enrol", {}, Bytes(9))).starts_with("HTTP/1.1 400"));
}

TEST_CASE("HttpServer.EnrolsADeviceThatThenMaySync", "[server][threads]") {
  Served served;
  const EnrolRequest asked{served.random.id<Nonce>(), served.invite(), {}};
  const std::string heard = say(served.port, post("/v1/enrol", {}, encode(asked)));
  const std::size_t body = heard.find("\r\n\r\n");
  REQUIRE(body != std::string::npos);
  const auto opened = open_answer(served.answerer->key(), asked.nonce,
                                  view_of(std::string_view(heard).substr(body + 4)));
  REQUIRE(opened.has_value());
  const Token token = decode_enrol_answer(*opened)->token;
  const Bytes request = encode(SyncRequest{});
  CHECK(say(served.port, post("/v1/sync", token, request)).starts_with("HTTP/1.1 200"));
}

TEST_CASE("HttpServer.SaysThatAnAddressIsTaken", "[server][threads]") {
  Served served;
  HttpServer second({{"127.0.0.1", served.port}, {}, false}, *served.answerer, [](const char*) {});
  CHECK_FALSE(second.bind().has_value());
}

}  // namespace alongside
