#pragma once

#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "client/cli/program.h"
#include "tests/client/sync/naive_transport.h"
#include "tests/support/crypto.h"
#include "tests/support/temp_folder.h"

namespace alongside {

// alongside-cli in this process: the real program on a real vault, streams in memory, a server in
// memory.
class CliRig {
 public:
  // What one run of the program gave.
  struct Ran {
    int exit = 0;
    std::string out;
    std::string err;

    nlohmann::json json() const { return nlohmann::json::parse(out); }
    // The objects of `run -`, one a line.
    std::vector<nlohmann::json> lines() const {
      std::vector<nlohmann::json> objects;
      std::istringstream from(out);
      for (std::string line; std::getline(from, line);) {
        objects.push_back(nlohmann::json::parse(line));
      }
      return objects;
    }
  };

  CliRig() : charity(Key::random(random_)) { write("passphrase", "a long passphrase\n"); }

  std::string path(const std::string& name) const { return folder_.path() / name; }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
  }

  // Runs the program with exactly these words.
  Ran run_words(const std::vector<std::string>& words, const std::string& input = "") {
    std::istringstream in(input);
    std::ostringstream out, err;
    const int exit = run_cli(words, means(in, out, err));
    return {exit, out.str(), err.str()};
  }
  // Runs it on the vault `name`, with --json.
  Ran run(const std::string& name, const std::vector<std::string>& command,
          const std::string& input = "") {
    std::vector<std::string> words = globals(name);
    words.push_back("--json");
    words.insert(words.end(), command.begin(), command.end());
    return run_words(words, input);
  }
  // Runs lines through `run -`.
  Ran lines(const std::string& name, const std::string& input) {
    return run(name, {"run", "-"}, input);
  }
  // A vault that is there; its name is also its owner's.
  void create(const std::string& name) {
    const Ran made = run(name, {"vault", "create", "--my-name", name, "--kdf", "light"});
    INFO(made.err);
    REQUIRE(made.exit == 0);
  }

  std::vector<std::string> globals(const std::string& name) const {
    return {"--data", path(name), "--vault", name, "--passphrase-file", path("passphrase")};
  }

  CliMeans means(std::istream& in, std::ostream& out, std::ostream& err) {
    const Connect connect = [this](const Endpoint& endpoint) {
      return std::make_unique<WeatheredTransport>(
          std::make_unique<NaiveTransport>(charity, endpoint), weather);
    };
    return {clock_, random_, connect, in, out, err};
  }

 private:
  SystemClock clock_;
  SystemRandom random_;
  TempFolder folder_;

 public:
  NaiveCharity charity;
  Weather weather = [](const HttpRequest&) { return std::nullopt; };
};

}  // namespace alongside
