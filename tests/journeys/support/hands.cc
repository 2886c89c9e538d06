// Hands and eyes for the window where there is no screen. Journeys load this library into the real
// program (LD_PRELOAD), so that the programs people use have no such way in.
//
// Hands: lines from the named pipe $ALONGSIDE_HANDS become SDL events, each line once the window
// has painted what came of the one before. Eyes: lines added to the file $ALONGSIDE_EYES say that a
// program began, what its window is called, when it painted, and the keys that opened a vault, so
// that a journey can look for them in the program's memory.
//
// In one more thing the program is not as people have it: it stays readable for its parent, since
// otherwise only root could see that nothing is left in it.

#include <atomic>
#include <condition_variable>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

#include <SDL.h>
#include <dlfcn.h>
#include <sodium.h>

namespace {

constexpr Uint32 kWindow = 1;
constexpr int kFramesToSettle = 3;  // as the window draws after each event
constexpr long long kNsInMs = 1'000'000;

std::atomic<long long> passed_more_ms{0};

// The program's next function of this name.
template <class Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

// Left open for a new program to inherit, as a library might: nothing may come of it.
void see(const std::string& line) {
  static const int eyes =
      open(std::getenv("ALONGSIDE_EYES"), O_WRONLY | O_CREAT | O_APPEND, S_IRUSR | S_IWUSR);
  const std::string whole = line + "\n";
  if (write(eyes, whole.data(), whole.size()) < 0) std::abort();
}

void see_key(const std::string& name, const unsigned char* key, std::size_t size) {
  std::string hex(2 * size + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), key, size);
  hex.pop_back();
  see(name + " " + hex);
}

long long now_ms() {
  timespec now{};
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / kNsInMs;
}

// How often the window was painted; hands wait for it to settle.
class Paints {
 public:
  void one_more() {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  long long count() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return count_;
  }
  void wait_for(long long count) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  long long count_ = 0;
};

Paints& paints() {
  static Paints all;
  return all;
}

void push_key(std::string_view name) {
  Uint16 modifier = KMOD_NONE;
  if (name.substr(0, 5) == "Ctrl+") modifier = KMOD_LCTRL;
  if (name.substr(0, 6) == "Shift+") modifier = KMOD_LSHIFT;
  const std::string key(name.substr(name.find('+') == name.npos ? 0 : name.find('+') + 1));
  for (const Uint32 type : {SDL_KEYDOWN, SDL_KEYUP}) {
    SDL_Event event{};
    event.type = type;
    event.key.windowID = kWindow;
    event.key.state = type == SDL_KEYDOWN ? SDL_PRESSED : SDL_RELEASED;
    event.key.keysym.scancode = SDL_GetScancodeFromName(key.c_str());
    event.key.keysym.sym = SDL_GetKeyFromScancode(event.key.keysym.scancode);
    event.key.keysym.mod = type == SDL_KEYDOWN ? modifier : Uint16{KMOD_NONE};
    SDL_PushEvent(&event);
  }
}

void push_text(const std::string& words) {
  for (const char letter : words) {
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    event.text.windowID = kWindow;
    event.text.text[0] = letter;
    SDL_PushEvent(&event);
  }
}

void do_line(const std::string& line) {
  const std::string what = line.substr(0, line.find(' '));
  const std::string with = line.substr(line.find(' ') + 1);
  see("did " + std::to_string(now_ms()) + " " + what);
  if (what == "later") {
    passed_more_ms += std::atoll(with.c_str());
    return;
  }
  const long long before = paints().count();
  if (what == "key") push_key(with);
  if (what == "text") push_text(with);
  paints().wait_for(before + kFramesToSettle);
}

void follow_hands() {
  paints().wait_for(kFramesToSettle);
  for (;;) {
    std::ifstream lines(std::getenv("ALONGSIDE_HANDS"));
    for (std::string line; std::getline(lines, line);) do_line(line);
  }
}

}  // namespace

extern "C" {

void SDL_RenderPresent(SDL_Renderer* renderer) {
  static const auto present = real<void (*)(SDL_Renderer*)>("SDL_RenderPresent");
  present(renderer);
  static const bool is_first = [] {
    see("begins " + std::string(SDL_GetWindowTitle(SDL_GetWindowFromID(kWindow))));
    std::thread(follow_hands).detach();
    return true;
  }();
  static_cast<void>(is_first);
  see("painted " + std::to_string(now_ms()));
  paints().one_more();
}

void SDL_SetWindowTitle(SDL_Window* window, const char* title) {
  see("title " + std::string(title));
  real<void (*)(SDL_Window*, const char*)>("SDL_SetWindowTitle")(window, title);
}

int crypto_aead_xchacha20poly1305_ietf_decrypt(unsigned char* m, unsigned long long* size,
                                               unsigned char* none, const unsigned char* c,
                                               unsigned long long c_size, const unsigned char* ad,
                                               unsigned long long ad_size,
                                               const unsigned char* nonce,
                                               const unsigned char* key) {
  static const auto decrypt = real<decltype(&crypto_aead_xchacha20poly1305_ietf_decrypt)>(
      "crypto_aead_xchacha20poly1305_ietf_decrypt");
  const int result = decrypt(m, size, none, c, c_size, ad, ad_size, nonce, key);
  const std::string purpose(reinterpret_cast<const char*>(ad), ad_size);
  if (result == 0 && purpose == "alongside/key/vault") see_key("vault", m, *size);
  if (result == 0 && purpose == "alongside/key/roots") see_key("roots", m, *size);
  return result;
}

int crypto_sign_seed_keypair(unsigned char* public_key, unsigned char* secret,
                             const unsigned char* seed) {
  static const auto make = real<decltype(&crypto_sign_seed_keypair)>("crypto_sign_seed_keypair");
  const int result = make(public_key, secret, seed);
  see_key("signing", seed, crypto_sign_SEEDBYTES);
  return result;
}

int clock_gettime(clockid_t clock, timespec* now) noexcept {
  const long result = syscall(SYS_clock_gettime, clock, now);
  if (clock == CLOCK_BOOTTIME) now->tv_sec += passed_more_ms / 1000;
  return static_cast<int>(result);
}

int prctl(int option, ...) noexcept {
  va_list more;
  va_start(more, option);
  unsigned long with[4];
  for (unsigned long& one : with) one = va_arg(more, unsigned long);
  va_end(more);
  if (option == PR_SET_DUMPABLE) {
    see("dumpable " + std::to_string(with[0]));
    return 0;
  }
  return static_cast<int>(syscall(SYS_prctl, option, with[0], with[1], with[2], with[3]));
}
}
