// Signs contents as a hall would, and as nobody should.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace bancheng::tests {

/// A P-256 key with a certificate of its own, in a folder that is removed at the end.
class Signer {
 public:
  Signer();
  ~Signer();
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;

  struct Wishes {
    bool attached = true;
    bool with_certificate = false;  ///< in the signed data
    const char* digest = "SHA256";
  };
  [[nodiscard]] std::vector<std::uint8_t> sign(const std::string& content, Wishes wishes) const;
  [[nodiscard]] std::vector<std::uint8_t> sign(const std::string& content) const { return sign(content, Wishes{}); }
  [[nodiscard]] std::filesystem::path certificate() const { return folder_ / "signer.pem"; }

 private:
  std::filesystem::path folder_;
  void* key_;
  void* certificate_;
};

}  // namespace bancheng::tests
