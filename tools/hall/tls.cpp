#include "tools/hall/tls.h"

#include <openssl/ssl.h>

namespace bancheng::hall {
namespace {

namespace ssl = boost::asio::ssl;

constexpr const char* kTls12Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

base::Complaint complaint(const std::filesystem::path& file, const boost::system::error_code& error) {
  return {file.string(), error.message()};
}

}  // namespace

base::Result<ssl::context, base::Complaint> make_tls(const ListenerSettings& settings) {
  ssl::context tls(ssl::context::tls_server);
  boost::system::error_code error;
  if (tls.use_certificate_chain_file(settings.certificate.string(), error)) return base::failure(complaint(settings.certificate, error));
  if (tls.use_private_key_file(settings.key.string(), ssl::context::pem, error)) return base::failure(complaint(settings.key, error));
  SSL_CTX* native = tls.native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(native, kTls12Ciphers);
  // Every connection proves itself anew: no session outlives the certificate that it was made with.
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(native, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_num_tickets(native, 0);
  if (settings.client_ca.empty()) return tls;
  if (tls.load_verify_file(settings.client_ca.string(), error)) return base::failure(complaint(settings.client_ca, error));
  SSL_CTX_set_client_CA_list(native, SSL_load_client_CA_file(settings.client_ca.c_str()));
  tls.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert);
  return tls;
}

}  // namespace bancheng::hall
