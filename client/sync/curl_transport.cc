#include "client/sync/curl_transport.h"

#include <atomic>

#include <curl/curl.h>

#include "shared/base/check.h"
#include "shared/base/wipe.h"
#include "shared/protocol/limits.h"

namespace alongside {
namespace {

constexpr std::size_t kMaxAnswerBytes = 2 * kMaxBodyBytes;
constexpr long kConnectSeconds = 15;
constexpr long kStillSeconds = 20;  // given up when slower than kStillBytes for this long
constexpr long kStillBytes = 1;
constexpr std::string_view kPlain = "http://";

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;
using Headers = std::unique_ptr<curl_slist, FreeList>;

void start_curl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  MUST(started == CURLE_OK);
}

// RFC 4648 section 4, as libcurl reads pins.
std::string padded_base64(View bytes) {
  std::string text = to_base64(bytes);
  for (char& letter : text) {
    if (letter == '-') letter = '+';
    if (letter == '_') letter = '/';
  }
  while (text.size() % 4 != 0) text += '=';
  return text;
}

void add(Headers& headers, const char* line) {
  curl_slist* longer = curl_slist_append(headers.get(), line);
  MUST(longer != nullptr);
  static_cast<void>(headers.release());
  headers.reset(longer);
}

// What libcurl hands over, as far as it fits.
struct Received {
  Bytes body;
  bool too_large = false;
};

std::size_t take_bytes(char* data, std::size_t size, std::size_t count, void* into) {
  auto& received = *static_cast<Received*>(into);
  const std::size_t bytes = size * count;
  if (received.body.size() + bytes > kMaxAnswerBytes) {
    received.too_large = true;
    return CURL_WRITEFUNC_ERROR;
  }
  append(received.body, view_of({data, bytes}));
  return bytes;
}

int is_stopped(void* stopped, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<std::atomic<bool>*>(stopped)->load() ? 1 : 0;
}

const char* reason_of(CURLcode code) {
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_CACERT_BADFILE:
      return "The server's certificate is not one to trust, or has run out; not sent yet.";
    case CURLE_SSL_CONNECT_ERROR:
      return "There is no safe connection to the server; not sent yet.";
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return "The server's address was not found; not sent yet.";
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return "The connection broke off; what is missing goes next time.";
    case CURLE_OPERATION_TIMEDOUT:
      return "The connection is too slow just now; not sent yet.";
    case CURLE_ABORTED_BY_CALLBACK:
      return "Sending was stopped.";
    default:
      return "The server could not be reached; not sent yet.";
  }
}

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(const Endpoint& endpoint)
      : url_(endpoint.url), is_allowed_(is_allowed_url(endpoint.url, endpoint.insecure_lan)) {
    start_curl();
    handle_.reset(curl_easy_init());
    MUST(handle_ != nullptr);
    set_guards();
    set_trust(endpoint);
    set_headers(endpoint);
  }

  Result<HttpAnswer> send(const HttpRequest& request) override {
    if (!is_allowed_) {
      return error(ErrorCode::refused, "That server address is not safe to send to.");
    }
    Received received;
    const std::string url = url_ + request.path;
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_POSTFIELDS, reinterpret_cast<const char*>(request.body.data()));
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(CURLOPT_WRITEDATA, static_cast<void*>(&received));
    const CURLcode code = curl_easy_perform(handle_.get());
    if (received.too_large) {
      return error(ErrorCode::unavailable,
                   "Something other than your server answered; not sent yet.");
    }
    if (code != CURLE_OK) return error(ErrorCode::unavailable, reason_of(code));
    long status = 0;
    MUST(curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status) == CURLE_OK);
    return HttpAnswer{static_cast<int>(status), std::move(received.body)};
  }

  void stop() override { stopped_ = true; }

 private:
  template <class T>
  void set(CURLoption option, T value) {
    MUST(curl_easy_setopt(handle_.get(), option, value) == CURLE_OK);
  }

  void set_guards() {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_LOW_SPEED_TIME, kStillSeconds);
    set(CURLOPT_LOW_SPEED_LIMIT, kStillBytes);
    set(CURLOPT_WRITEFUNCTION, &take_bytes);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &is_stopped);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(&stopped_));
  }

  void set_trust(const Endpoint& endpoint) {
    const bool is_plain = endpoint.url.starts_with(kPlain);
    set(CURLOPT_PROTOCOLS_STR, is_plain ? "http" : "https");
    // Plain http is for this machine and the local network: never through somebody's proxy.
    if (is_plain) set(CURLOPT_PROXY, "");
    if (!endpoint.certificate_pin) return;
    const std::string pin = "sha256//" + padded_base64(*endpoint.certificate_pin);
    set(CURLOPT_PINNEDPUBLICKEY, pin.c_str());
    // A self-made certificate has no chain and often no name that fits: its key is what is checked.
    set(CURLOPT_SSL_VERIFYPEER, 0L);
    set(CURLOPT_SSL_VERIFYHOST, 0L);
  }

  void set_headers(const Endpoint& endpoint) {
    add(headers_, "Content-Type: application/octet-stream");
    add(headers_, "Expect:");
    add(headers_, "Accept:");
    if (endpoint.token) {
      std::string line = "Authorization: Bearer " + to_base64(endpoint.token->view());
      add(headers_, line.c_str());
      wipe(line);
    }
    set(CURLOPT_HTTPHEADER, headers_.get());
  }

  std::string url_;
  bool is_allowed_;
  std::atomic<bool> stopped_ = false;
  Headers headers_;
  Handle handle_;  // goes before the headers it points to
};

}  // namespace

std::unique_ptr<Transport> make_curl_transport(const Endpoint& endpoint) {
  return std::make_unique<CurlTransport>(endpoint);
}

}  // namespace alongside
