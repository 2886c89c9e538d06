// alongside-server: one data folder, one command at a time (docs/self-hosting.md).
#include <atomic>
#include <ctime>
#include <iostream>
#include <signal.h>
#include <sys/resource.h>
#include <thread>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "shared/base/core_dump.h"
#include "sync-server/http/certificate.h"
#include "sync-server/http/limits.h"
#include "sync-server/http/server.h"
#include "sync-server/keeper/backup.h"
#include "sync-server/keeper/data_folder.h"
#include "sync-server/keeper/invite.h"
#include "sync-server/store/settings.h"

namespace alongside {
namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;

// What was asked for on the command line.
struct Asked {
  std::string data, url, listen, certificate, key, file;
  std::int64_t device = 0;
  bool insecure_lan = false;
  bool json = false;
};

int failed(const Error& why) {
  std::cerr << why.message << '\n';
  return why.code == ErrorCode::usage ? kUsage : kFailed;
}

std::optional<std::string> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

// UTC, to the minute.
std::string minute_of(TimeMs time) {
  const std::time_t seconds = static_cast<std::time_t>(time / 1000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%MZ", &utc);
  return {text.data(), size};
}

int setup(const Asked& asked) {
  if (!asked.url.empty() && !is_allowed_url(asked.url, asked.insecure_lan)) {
    return failed(error(ErrorCode::usage,
                        "Devices need an https:// address, or http:// on this machine, or in a "
                        "private network with --insecure-lan."));
  }
  SystemRandom random;
  auto database = create_data_folder(asked.data, random);
  if (!database) return failed(database.error());
  if (!asked.url.empty()) {
    keep_address(*database, AddressFrom::setup, {asked.url, asked.insecure_lan, {}});
  }
  std::cout << "Set up. Start it with: alongside-server serve --data DIR --listen ADDRESS:PORT\n";
  return kDone;
}

int invite(const Asked& asked) {
  auto database = open_data_folder(asked.data);
  if (!database) return failed(database.error());
  SystemRandom random;
  const auto text = make_invite(*database, given(asked.url), SystemClock(), random);
  if (!text) return failed(text.error());
  if (asked.json) {
    std::cout << nlohmann::json{{"invite", *text}} << '\n';
  } else {
    std::cout << *text << "\nIt lets in one device, within 24 hours.\n";
  }
  return kDone;
}

int devices(const Asked& asked) {
  auto database = open_data_folder(asked.data);
  if (!database) return failed(database.error());
  nlohmann::json items = nlohmann::json::array();
  for (const ServerDevice& device : Tokens(*database).all()) {
    items.push_back({{"device", device.number},
                     {"family", device.family},
                     {"enrolled", minute_of(device.enrolled_ms)},
                     {"last_sync", minute_of(device.seen_ms)},
                     {"stored_bytes", device.stored_bytes},
                     {"disabled", device.is_disabled}});
  }
  if (asked.json) {
    std::cout << nlohmann::json{{"items", items}} << '\n';
    return kDone;
  }
  for (const auto& item : items) {
    std::cout << "Device " << item["device"] << " (family " << item["family"] << "): enrolled "
              << item["enrolled"].get<std::string>() << ", last sync "
              << item["last_sync"].get<std::string>() << ", stored " << item["stored_bytes"]
              << " bytes" << (item["disabled"] ? ", disabled" : "") << '\n';
  }
  return kDone;
}

int disable(const Asked& asked) {
  auto database = open_data_folder(asked.data);
  if (!database) return failed(database.error());
  if (!Tokens(*database).disable(asked.device)) {
    return failed(error(ErrorCode::not_found, "No device has this number."));
  }
  std::cout << "Device " << asked.device
            << " is turned away from now on, and its family lets nobody else in.\n";
  return kDone;
}

int verify(const Asked& asked) {
  auto database = open_data_folder(asked.data);
  if (!database) return failed(database.error());
  const Verdict verdict = verify_database(*database);
  for (const std::string& problem : verdict.problems) std::cerr << problem << '\n';
  if (!verdict.problems.empty()) return kFailed;
  std::cout << "Everything is in order: " << verdict.streams << " streams, " << verdict.blobs
            << " blobs.\n";
  return kDone;
}

int backup(const Asked& asked) {
  auto database = open_data_folder(asked.data);
  if (!database) return failed(database.error());
  const auto verdict = write_backup(*database, asked.file);
  if (!verdict) return failed(verdict.error());
  std::cout << "Written and checked: " << verdict->streams << " streams, " << verdict->blobs
            << " blobs.\n";
  return kDone;
}

// Each connection takes a file; those that wait take one as well.
void allow_enough_files() {
  constexpr rlim_t kWanted = kMaxConnections + kMaxWaitingConnections + 128;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= kWanted) return;
  limit.rlim_cur = std::min(kWanted, limit.rlim_max);
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) spdlog::warn("The system allows few open files.");
}

// How to listen, as far as it is allowed.
Result<HttpOptions> http_options(const Asked& asked) {
  HttpOptions options;
  TRY(options.listen, parse_listen_address(asked.listen));
  if (asked.certificate.empty() != asked.key.empty()) {
    return error(ErrorCode::usage, "Give both --cert and --key.");
  }
  if (!asked.certificate.empty()) {
    options.tls = TlsFiles{asked.certificate, asked.key};
  } else if (!is_loopback(options.listen)) {
    if (!asked.insecure_lan) {
      return error(ErrorCode::usage,
                   "Without --cert and --key only this machine can be served; "
                   "--insecure-lan allows a private network, unencrypted.");
    }
    options.only_near = true;
  }
  return options;
}

// Tells later invites how this server is reached.
Result<bool> keep_how_to_reach(Database& database, const HttpOptions& options, bool insecure_lan) {
  std::optional<Hash> pin;
  if (options.tls) {
    TRY(const Certificate certificate,
        read_certificate(options.tls->certificate, options.tls->key));
    pin = certificate.pin;
    if (certificate.ends_ms < SystemClock().now_ms()) {
      spdlog::warn("The certificate has expired: devices will not connect.");
    }
  }
  keep_certificate_pin(database, pin);
  const ServerAddress address{url_of(options.listen, options.tls.has_value()), insecure_lan, {}};
  if (!is_everywhere(options.listen) && is_allowed_url(address.url, insecure_lan)) {
    keep_address(database, AddressFrom::serve, address);
  }
  return true;
}

// Waits for SIGTERM or SIGINT, which are blocked in all threads, and stops the server.
class StopOnSignal {
 public:
  explicit StopOnSignal(HttpServer& server)
      : waiter_([&server, signals = watched()] {
          int caught = 0;
          if (sigwait(&signals, &caught) == 0) server.stop();
        }) {}
  ~StopOnSignal() {
    // The server may also have ended by itself.
    pthread_kill(waiter_.native_handle(), SIGTERM);
    waiter_.join();
  }
  StopOnSignal(const StopOnSignal&) = delete;

  static sigset_t watched() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
  }

 private:
  std::thread waiter_;
};

int serve(const Asked& asked) {
  const sigset_t signals = StopOnSignal::watched();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  allow_enough_files();
  auto options = http_options(asked);
  if (!options) return failed(options.error());
  auto database = open_data_folder(asked.data);
  if (!database) return failed(database.error());
  const SystemClock clock;
  SystemRandom random;
  Answerer answerer({*database, clock, random});
  HttpServer server(*options, answerer, [](const char* sentence) { spdlog::error(sentence); });
  const auto port = server.bind();
  if (!port) return failed(port.error());
  options->listen.port = *port;
  const auto kept = keep_how_to_reach(*database, *options, asked.insecure_lan);
  if (!kept) return failed(kept.error());
  std::cout << "Listening on " << url_of(options->listen, options->tls.has_value()) << std::endl;
  {
    const StopOnSignal stop(server);
    server.run();
  }
  spdlog::info("Stopped.");
  return kDone;
}

// Every command, with what it takes.
struct CommandLine {
  CLI::App app{"Keeps sealed records for Alongside's devices, and can read none of them."};
  Asked asked;
  int (*chosen)(const Asked&) = nullptr;

  CommandLine() {
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--data", asked.data, "The folder where everything is kept")->required();
    CLI::App* command = add("setup", "Make a new server in the data folder", setup);
    command->add_option("--url", asked.url, "The address devices will use");
    command->add_flag("--insecure-lan", asked.insecure_lan, "Allow http in a private network");
    command = add("serve", "Serve until stopped", serve);
    command->add_option("--listen", asked.listen, "ADDRESS:PORT")->required();
    command->add_option("--cert", asked.certificate, "Certificate, a PEM file");
    command->add_option("--key", asked.key, "Its private key, a PEM file");
    command->add_flag("--insecure-lan", asked.insecure_lan, "Allow http in a private network");
    command = add("invite", "Let in one more device, within 24 hours", invite);
    command->add_option("--url", asked.url, "The address this device will use");
    command->add_flag("--json", asked.json, "Answer as JSON");
    command = add("devices", "List devices, sizes and last syncs", devices);
    command->add_flag("--json", asked.json, "Answer as JSON");
    command = add("disable", "Turn a device away from now on", disable);
    command->add_option("device", asked.device, "Its number")->required();
    add("verify", "Check everything that is kept", verify);
    command = add("backup", "Write a checked copy, also while serving", backup);
    command->add_option("file", asked.file, "A new file")->required();
  }

  CLI::App* add(const char* name, const char* about, int (*run)(const Asked&)) {
    CLI::App* command = app.add_subcommand(name, about);
    command->fallthrough();
    command->callback([this, run] { chosen = run; });
    return command;
  }
};

int run(int count, char** words) {
  forbid_core_dumps();
  start_crypto();
  spdlog::set_default_logger(spdlog::stderr_logger_mt("alongside-server"));
  CommandLine line;
  try {
    line.app.parse(count, words);
  } catch (const CLI::ParseError& unclear) {
    if (unclear.get_exit_code() == 0) return line.app.exit(unclear);
    std::cerr << unclear.what() << '\n';
    return kUsage;
  }
  try {
    return line.chosen(line.asked);
  } catch (const SqliteError& sqlite) {
    return failed(error(ErrorCode::unavailable,
                        sqlite.is_full() ? "The disk is full."
                                         : "The server's database cannot be read or written."));
  }
}

}  // namespace
}  // namespace alongside

int main(int count, char** words) { return alongside::run(count, words); }
