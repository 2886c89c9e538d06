#include "sync-server/http/certificate.h"

#include <cstdio>
#include <ctime>

#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include "shared/base/octets.h"

namespace alongside {
namespace {

template <auto free_one>
struct FreeWith {
  template <class T>
  void operator()(T* one) const {
    free_one(one);
  }
};
using File = std::unique_ptr<std::FILE, FreeWith<std::fclose>>;
using X509Owner = std::unique_ptr<X509, FreeWith<X509_free>>;
using KeyOwner = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;

bool is_self_made(const X509* certificate) {
  return X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0;
}

Result<Hash> pin_of(X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
  if (size <= 0) return error(ErrorCode::malformed, "The certificate has no public key.");
  Hash pin;
  SHA256(der, static_cast<std::size_t>(size), octets_to_fill(pin.bytes));
  OPENSSL_free(der);
  return pin;
}

}  // namespace

Result<Certificate> read_certificate(const std::filesystem::path& certificate,
                                     const std::filesystem::path& key) {
  const File certificate_file(std::fopen(certificate.c_str(), "rb"));
  const File key_file(std::fopen(key.c_str(), "rb"));
  if (!certificate_file) {
    return error(ErrorCode::not_found, "The certificate file cannot be read.");
  }
  if (!key_file) return error(ErrorCode::not_found, "The certificate's key file cannot be read.");
  const X509Owner parsed(PEM_read_X509(certificate_file.get(), nullptr, nullptr, nullptr));
  if (!parsed) return error(ErrorCode::malformed, "The certificate file holds no certificate.");
  const KeyOwner private_key(PEM_read_PrivateKey(key_file.get(), nullptr, nullptr, nullptr));
  if (!private_key) return error(ErrorCode::malformed, "The key file holds no private key.");
  if (X509_check_private_key(parsed.get(), private_key.get()) != 1) {
    return error(ErrorCode::refused, "The key file belongs to another certificate.");
  }
  Certificate found;
  std::tm end{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(parsed.get()), &end) != 1) {
    return error(ErrorCode::malformed, "The certificate does not say how long it is valid.");
  }
  found.ends_ms = static_cast<TimeMs>(timegm(&end)) * 1000;
  if (is_self_made(parsed.get())) {
    TRY(found.pin, pin_of(parsed.get()));
  }
  return found;
}

}  // namespace alongside
