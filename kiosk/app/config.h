// The kiosk's configuration: the machine's own file (TOML), and the profile that it names, which says what kind of terminal
// this is. Strict: an unknown key, a wrong value or a missing one is refused at start with file, line and what was expected.
// Every key: docs/configuration.md.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/config/schema.h"
#include "kiosk/core/session/screen.h"
#include "kiosk/ui/renderer.h"

namespace bancheng::app {

enum class Orientation { landscape, portrait };
enum class FirstAtHome { citizens, companies };

struct Config {
  std::string profile;         ///< as the machine's file names it
  struct Terminal {
    std::string number;      ///< five digits, stands in every number that this terminal issues
    std::string name;        ///< where it stands, printed on receipts
    std::string hall_phone;  ///< staffed
  } terminal;
  struct Display {
    // The panel as it lies on its long side.
    int long_px = 1920;
    int short_px = 1080;
    double long_mm = 476;    ///< of the visible panel
    double short_mm = 268;
    Orientation orientation = Orientation::landscape;
    Orientation mounted = Orientation::landscape;  ///< as the profile has it
    double lower_edge_mm = 820;  ///< of the visible panel above the floor, mounted as the profile has it
    bool fullscreen = true;
    ui::Renderer renderer = ui::Renderer::automatic;

    [[nodiscard]] bool portrait() const { return orientation == Orientation::portrait; }
    [[nodiscard]] int width() const { return portrait() ? short_px : long_px; }
    [[nodiscard]] int height() const { return portrait() ? long_px : short_px; }
    [[nodiscard]] double width_mm() const { return portrait() ? short_mm : long_mm; }
    [[nodiscard]] double height_mm() const { return portrait() ? long_mm : short_mm; }
    /// Of its lower edge above the floor: a panel that a machine has mounted the other way is turned about its middle.
    [[nodiscard]] double mounting_height_mm() const {
      const double mounted_mm = mounted == Orientation::portrait ? long_mm : short_mm;
      return lower_edge_mm + (mounted_mm - height_mm()) / 2;
    }
  } display;
  struct Paths {
    std::filesystem::path profiles = "/usr/share/bancheng/profiles";  ///< where a profile's name is looked for
    std::filesystem::path assets;  ///< catalogue, icons, compiled languages, pinyin readings
    std::filesystem::path calendar;  ///< folder of the working-day calendar, <year>.yaml
    std::filesystem::path outbox;
    std::filesystem::path link;    ///< the courier's socket
    std::filesystem::path pinyin;  ///< the pinyin helper's program
    std::filesystem::path service;  ///< folder of the technician's PIN; empty: there is no diagnostic mode
    std::filesystem::path catalogue;  ///< folder of the hall's catalogue (kiosk/bundle/folder.h); empty: the one in `assets` alone
    std::filesystem::path usage;   ///< file in which chosen items are counted; empty: they are not
    std::filesystem::path panel;   ///< socket of the virtual panel; simulation builds only, else empty
  } paths;
  struct Keys {
    std::filesystem::path hall_certificate;  ///< what is stored is sealed to it
    std::filesystem::path terminal_certificate;
    std::filesystem::path terminal_key;
    std::filesystem::path catalogue_signer;  ///< the one certificate by which a catalogue of the hall counts; empty with paths.catalogue
  } keys;
  struct Devices {
    std::vector<std::string> present;  ///< names of the keys below; a device that is not present is never usable
    std::string id_card_reader;   ///< transport addresses (drivers/transport)
    std::string code_scanner;
    std::string receipt_printer;
    std::string document_camera;  ///< a device node; "virtual:<socket>" in simulation builds
    int receipt_printer_dots = 576;
    bool code_scanner_aim_id = false;  ///< the scanner is set to put the AIM id "]cm" before each code

    [[nodiscard]] bool has(std::string_view device) const;
  } devices;
  struct Items {
    std::vector<std::string> shown;  ///< ids in their order; empty: all
    std::string where;               ///< "file:line" of that list
    FirstAtHome first = FirstAtHome::citizens;
    int home_tiles = 6;
  } items;
  core::LocalText opening_hours;
  std::vector<std::string> language_codes{"zh-CN", "en"};  ///< that a person can choose
  core::session::Settings settings;  ///< at the start of each visit
  bool elderly_mode = false;         ///< text from the third size on, long times
  bool long_times = false;

  [[nodiscard]] std::vector<core::Language> languages() const;
  /// Low layout: controls stay within so many mm above the panel's lower edge; nothing where the whole panel is in reach.
  [[nodiscard]] std::optional<double> low_reach_mm() const;
};

/// Nothing to be touched stands higher above the floor (standards.md, "reach").
inline constexpr double kReachMm = 1120;

/// Reads the machine's file and its profile.
[[nodiscard]] base::Result<Config, std::vector<base::Complaint>> load_config(const std::filesystem::path& file);
/// A profile alone, onto what `config` holds: for programs that lay screens out without being a terminal.
[[nodiscard]] std::vector<base::Complaint> load_profile(const std::filesystem::path& file, Config& config);

/// The tables of both files, bound to `config`.
[[nodiscard]] config::Schema machine_schema(Config& config);
[[nodiscard]] config::Schema profile_schema(Config& config);

}  // namespace bancheng::app
