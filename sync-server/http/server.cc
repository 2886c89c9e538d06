// cpp-httplib's own limits; the rest stands in limits.h.
#define CPPHTTPLIB_REQUEST_URI_MAX_LENGTH 256
#define CPPHTTPLIB_HEADER_MAX_LENGTH 2048
#define CPPHTTPLIB_HEADER_MAX_COUNT 32
#define CPPHTTPLIB_MAX_LINE_LENGTH 4096
#define CPPHTTPLIB_KEEPALIVE_TIMEOUT_CHECK_INTERVAL_USECOND 200000
#include "sync-server/http/server.h"

#include <system_error>

#include <httplib.h>

#include "shared/protocol/limits.h"
#include "sync-server/http/connections.h"
#include "sync-server/http/gate.h"

namespace alongside {
namespace {

static_assert(CPPHTTPLIB_REQUEST_URI_MAX_LENGTH == kMaxTargetBytes);
static_assert(CPPHTTPLIB_HEADER_MAX_COUNT == kMaxHeaders);

constexpr const char* kText = "text/plain; charset=us-ascii";

// What one serving thread knows of the connection and request it serves.
struct Serving {
  Connections::Open* connection = nullptr;
  TokenTurns* turns = nullptr;
  std::optional<Token> turn;  // taken, to be given back
  Token token;
  bool must_close = false;

  void end_request() {
    if (turn) turns->give_back(*turn);
    turn.reset();
    connection->end_request();
  }
};
thread_local Serving serving;

// A thread for each connection, up to a limit; the rest waits, up to another.
class Threads final : public httplib::TaskQueue {
 public:
  explicit Threads(Connections& connections)
      : connections_(connections), pool_(kThreadsKept, kMaxConnections, kMaxWaitingConnections) {}

  bool enqueue(std::function<void()> task) override {
    connections_.count_waiting(1);
    const auto taken_up = [this, work = std::move(task)] {
      connections_.count_waiting(-1);
      work();
    };
    bool is_queued = false;
    try {
      is_queued = pool_.enqueue(taken_up);
    } catch (const std::system_error&) {
      is_queued = false;  // the system gives no more threads: this connection is turned away
    }
    if (!is_queued) connections_.count_waiting(-1);
    return is_queued;
  }
  void shutdown() override { pool_.shutdown(); }

 private:
  Connections& connections_;
  httplib::ThreadPool pool_;
};

bool is_peer_near(int socket) {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  return ::getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &size) == 0 && is_near(peer);
}

// A body that no limit covers (chunked, compressed) is not even drained.
void look_at(const httplib::Request& request, bool& is_unbounded) {
  is_unbounded = request.has_header("Transfer-Encoding") || request.has_header("Content-Encoding");
}

RequestHead head_of(const httplib::Request& request) {
  RequestHead head;
  head.method = request.method;
  head.target = request.target;
  head.headers = request.headers.size();
  for (const auto& [name, value] : request.headers) head.header_bytes += name.size() + value.size();
  head.has_transfer_encoding = request.has_header("Transfer-Encoding");
  head.has_content_encoding = request.has_header("Content-Encoding");
  head.has_range = request.has_header("Range");
  const auto value_of = [&request](const char* name) -> std::optional<std::string> {
    if (request.get_header_value_count(name) != 1) return std::nullopt;
    return request.get_header_value(name);
  };
  head.content_length = value_of("Content-Length");
  head.content_type = value_of("Content-Type");
  head.authorization = value_of("Authorization");
  return head;
}

// The two kinds of server differ in how bytes come in; what serves them is the same.
template <class Base>
class Watched : public Base {
 public:
  template <class... Args>
  Watched(Connections& connections, TokenTurns& turns, bool only_near, Args&&... args)
      : Base(std::forward<Args>(args)...),
        connections_(connections),
        turns_(turns),
        only_near_(only_near) {}

 protected:
  // Serves one connection. `run` drives requests through the callback it is given.
  template <class Run>
  bool serve(int socket, Run run) {
    Connections::Open connection(connections_, socket);
    serving = Serving{&connection, &turns_, {}, {}, false};
    const bool is_served = run([this](httplib::Stream& stream, bool last, bool& is_closed) {
      serving.connection->begin_request();
      serving.must_close = false;
      const bool went_well = this->process_request(stream, "", 0, "", 0, last, is_closed,
                                                   [&is_closed](httplib::Request& request) {
                                                     bool is_unbounded = false;
                                                     look_at(request, is_unbounded);
                                                     request.body_consumed_ = is_unbounded;
                                                     is_closed = is_closed || is_unbounded;
                                                   });
      serving.end_request();
      is_closed = is_closed || serving.must_close;
      return went_well;
    });
    serving = Serving{};
    return is_served;
  }

  bool may_come_in(int socket) const { return !only_near_ || is_peer_near(socket); }

 private:
  Connections& connections_;
  TokenTurns& turns_;
  bool only_near_;
};

void close_socket(int socket) {
  httplib::detail::shutdown_socket(socket);
  httplib::detail::close_socket(socket);
}

class PlainServer final : public Watched<httplib::Server> {
 public:
  using Watched::Watched;

 private:
  bool process_and_close_socket(socket_t socket) override {
    bool is_served = false;
    if (may_come_in(socket)) {
      is_served = serve(socket, [&](auto&& callback) {
        return httplib::detail::process_server_socket(
            svr_sock_, socket, keep_alive_max_count_, keep_alive_timeout_sec_, read_timeout_sec_,
            read_timeout_usec_, write_timeout_sec_, write_timeout_usec_, callback);
      });
    }
    close_socket(socket);
    return is_served;
  }
};

class TlsServer final : public Watched<httplib::SSLServer> {
 public:
  using Watched::Watched;

 private:
  bool process_and_close_socket(socket_t socket) override {
    const bool is_served = serve(socket, [&](auto&& callback) {
      httplib::tls::session_t session = nullptr;
      {
        const std::scoped_lock lock(context_mutex_);
        session = httplib::tls::create_session(tls_context(), socket);
      }
      if (session == nullptr) return false;
      httplib::tls::TlsError error;
      const bool is_open = httplib::tls::accept_nonblocking(session, socket, read_timeout_sec_,
                                                            read_timeout_usec_, &error);
      const bool went_well =
          is_open && httplib::detail::process_server_socket_ssl(
                         svr_sock_, session, socket, keep_alive_max_count_, keep_alive_timeout_sec_,
                         read_timeout_sec_, read_timeout_usec_, write_timeout_sec_,
                         write_timeout_usec_, callback);
      if (is_open) httplib::tls::shutdown(session, went_well);
      httplib::tls::free_session(session);
      return went_well;
    });
    close_socket(socket);
    return is_served;
  }

  std::mutex context_mutex_;
};

const char* sentence_for(int status) {
  switch (status) {
    case 404:
      return "There is nothing here.";
    case 413:
      return "The request is too large.";
    case 414:
      return "The request's address is too long.";
    case 500:
      return "The server met an error.";
    case 503:
      return "The server cannot store anything now; try again later.";
    default:
      return "The request is malformed.";
  }
}

}  // namespace

struct HttpServer::Parts {
  HttpOptions options;
  Answerer& answerer;
  std::function<void(const char*)> say;
  Connections connections;
  TokenTurns turns;
  std::unique_ptr<httplib::Server> server;
  bool is_valid = true;

  Parts(const HttpOptions& options_in, Answerer& answerer_in,
        std::function<void(const char*)> say_in)
      : options(options_in), answerer(answerer_in), say(std::move(say_in)) {
    if (options.tls) {
      auto made =
          std::make_unique<TlsServer>(connections, turns, options.only_near,
                                      options.tls->certificate.c_str(), options.tls->key.c_str());
      is_valid = made->is_valid();
      server = std::move(made);
    } else {
      server = std::make_unique<PlainServer>(connections, turns, options.only_near);
    }
    set_limits();
    set_routes();
    set_failures();
  }

  void set_limits() {
    server->new_task_queue = [this] { return new Threads(connections); };
    server->set_payload_max_length(kMaxBodyBytes);
    server->set_keep_alive_max_count(kRequestsPerConnection);
    server->set_keep_alive_timeout(kIdleTimeout.count());
    server->set_read_timeout(kIdleTimeout.count());
    server->set_write_timeout(kIdleTimeout.count());
    server->set_tcp_nodelay(true);
    // cpp-httplib would let a second server share the port (SO_REUSEPORT).
    server->set_socket_options(
        [](socket_t socket) { httplib::set_socket_opt(socket, SOL_SOCKET, SO_REUSEADDR, 1); });
  }

  // Before a byte of the body is read: routes, tokens, turns.
  std::optional<Refusal> admit(const httplib::Request& request) {
    const std::variant<Admitted, Refusal> judged = judge(head_of(request));
    if (const auto* refusal = std::get_if<Refusal>(&judged)) return *refusal;
    const Admitted& admitted = std::get<Admitted>(judged);
    if (admitted.route == Route::health || admitted.route == Route::enrol) return std::nullopt;
    const int status = answerer.admits(admitted.token);
    if (status == 401) return Refusal{401, "The token is unknown."};
    if (status == 403) return Refusal{403, "This device was disabled."};
    if (!turns.take(admitted.token)) {
      return Refusal{429, "This device asks too much at once; try again later."};
    }
    serving.turn = admitted.token;
    serving.token = admitted.token;
    serving.connection->admit();
    return std::nullopt;
  }

  void set_routes() {
    using httplib::Request;
    using httplib::Response;
    server->set_pre_routing_handler([this](const Request& request, Response& response) {
      const std::optional<Refusal> refusal = admit(request);
      if (!refusal) return httplib::Server::HandlerResponse::Unhandled;
      response.status = refusal->status;
      response.set_content(refusal->sentence, kText);
      return httplib::Server::HandlerResponse::Handled;
    });
    server->Get("/v1/health", [](const Request&, Response& response) {
      response.set_content("alongside", kText);
    });
    server->Post("/v1/enrol", [this](const Request& request, Response& response) {
      give(answerer.enrol(view_of(request.body)), response);
    });
    server->Post("/v1/sync", [this](const Request& request, Response& response) {
      give(answerer.sync(serving.token, view_of(request.body)), response);
    });
    server->Post("/v1/have", [this](const Request& request, Response& response) {
      give(answerer.have(serving.token, view_of(request.body)), response);
    });
  }

  static void give(const Answered& answered, httplib::Response& response) {
    response.status = answered.status;
    const std::string_view body = text_of(answered.body);
    response.set_content(body.data(), body.size(),
                         answered.status == 200 ? "application/octet-stream" : kText);
  }

  void set_failures() {
    server->set_exception_handler(
        [this](const httplib::Request&, httplib::Response& response, std::exception_ptr failure) {
          response.status = status_of(failure);
          response.set_content(sentence_for(response.status), kText);
        });
    server->set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (!response.body.empty()) return httplib::Server::HandlerResponse::Unhandled;
      response.set_content(sentence_for(response.status), kText);
      return httplib::Server::HandlerResponse::Unhandled;
    });
    server->set_post_routing_handler([](const httplib::Request&, httplib::Response& response) {
      response.set_header("Cache-Control", "no-store");
      serving.must_close = serving.must_close || response.status >= 400;
    });
  }

  int status_of(const std::exception_ptr& failure) const {
    try {
      std::rethrow_exception(failure);
    } catch (const SqliteError& sqlite) {
      say(sqlite.is_full() ? "The disk is full: nothing more can be stored."
                           : "The database cannot be read or written.");
      return sqlite.is_full() ? 503 : 500;
    } catch (const std::exception&) {
      say("A request met an error.");
      return 500;
    }
  }
};

HttpServer::HttpServer(const HttpOptions& options, Answerer& answerer,
                       std::function<void(const char*)> say)
    : parts_(std::make_unique<Parts>(options, answerer, std::move(say))) {}

HttpServer::~HttpServer() = default;

Result<int> HttpServer::bind() {
  if (!parts_->is_valid) {
    return error(ErrorCode::malformed, "The certificate or its key cannot be used.");
  }
  const ListenAddress& listen = parts_->options.listen;
  if (listen.port == 0) {
    const int port = parts_->server->bind_to_any_port(listen.host);
    if (port > 0) return port;
  } else if (parts_->server->bind_to_port(listen.host, listen.port)) {
    return listen.port;
  }
  return error(ErrorCode::unavailable, "The address cannot be listened on; is it in use?");
}

void HttpServer::run() { parts_->server->listen_after_bind(); }

void HttpServer::stop() {
  parts_->server->wait_until_ready();
  parts_->server->stop();
  parts_->connections.cut_all(kShutdownGrace);
}

}  // namespace alongside
