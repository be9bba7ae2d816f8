// The shipped server as a process of its own, in a temporary folder, on free ports, with demonstration certificates.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "https.h"
#include "kiosk/base/control_clock.h"
#include "sealing.h"

namespace hall_test {

/// Removes itself.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

struct Finished {
  int status = -1;  ///< exit status, or minus the signal
  std::string output;
};
/// Runs a program to its end; standard output is kept.
[[nodiscard]] Finished run(const std::vector<std::string>& command, const std::string& input = {});

inline constexpr const char* kPassword = "correct horse battery";

class HallProcess {
 public:
  /// `limits`: lines of the [limits] table. `people`: the register, YAML; empty: nobody is on record and no code is sent.
  explicit HallProcess(const std::string& limits = {}, const std::string& people = {});
  ~HallProcess();

  void start();
  /// SIGTERM; the exit status.
  int stop();
  void kill();
  void signal(int number) const;
  int wait();

  [[nodiscard]] std::uint16_t terminals_port() const { return terminals_port_; }
  [[nodiscard]] std::uint16_t staff_port() const { return staff_port_; }
  [[nodiscard]] const fs::path& folder() const { return folder_.path(); }
  [[nodiscard]] fs::path data() const { return folder() / "data"; }
  [[nodiscard]] const fs::path& certificates() const;

  [[nodiscard]] Connection terminal(const std::string& terminal = "10001") const;
  [[nodiscard]] Connection browser() const;
  [[nodiscard]] nlohmann::json exported() const;
  void advance_clock(std::chrono::milliseconds by);
  /// What tools/check-api-traffic says to all that was recorded.
  [[nodiscard]] Finished checked_traffic() const;

 private:
  TemporaryFolder folder_;
  pid_t pid_ = -1;
  std::uint16_t terminals_port_ = 0, staff_port_ = 0;
  std::unique_ptr<bancheng::base::ControlClock> clock_;
};

/// A visit's outcome, sealed and signed like the terminal does it.
struct Parcel {
  bancheng::core::delivery::Manifest manifest;
  std::vector<SealedPart> parts;
  std::string sealed_manifest;
};

[[nodiscard]] std::string number_of(std::uint32_t terminal, std::uint32_t counter);
/// An application with two pages and a signature.
[[nodiscard]] Parcel application(const HallProcess& hall, std::uint32_t counter);
[[nodiscard]] Parcel help_case(const HallProcess& hall, std::uint32_t counter);
[[nodiscard]] Parcel survey(const HallProcess& hall, std::uint32_t counter, const std::string& about, int degree);
/// Of one material with two pages.
[[nodiscard]] Parcel supplement(const HallProcess& hall, std::uint32_t counter, const std::string& about);
/// Signs and seals `manifest` again, after a test has changed it.
void seal_manifest(const HallProcess& hall, Parcel& parcel);
[[nodiscard]] std::string sealed_and_signed(const HallProcess& hall, std::string_view json, const std::string& terminal = "10001");

[[nodiscard]] Answer put(Connection& connection, const std::string& number, std::size_t index, const std::string& body);
[[nodiscard]] Answer post(Connection& connection, const std::string& number, const std::string& body);
/// All parts, then the manifest.
[[nodiscard]] Answer deliver(Connection& connection, const Parcel& parcel);
[[nodiscard]] std::string error_of(const Answer& answer);

}  // namespace hall_test
