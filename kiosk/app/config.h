// The kiosk's configuration file (TOML). Strict: an unknown key, a wrong type or a missing value is refused at start with
// file, line and what was expected.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/core/session/screen.h"

namespace bancheng::app {

struct Config {
  struct Terminal {
    std::string number;      ///< five digits, stands in every number that this terminal issues
    std::string name;        ///< where it stands, printed on receipts
    std::string hall_phone;  ///< staffed
  } terminal;
  struct Display {
    int width = 1920;        ///< pixels
    int height = 1080;
    double width_mm = 476;   ///< of the visible panel
    double height_mm = 268;
    bool fullscreen = true;
  } display;
  struct Paths {
    std::filesystem::path assets;  ///< catalogue, icons, compiled languages, pinyin readings
    std::filesystem::path calendar;  ///< folder of the working-day calendar, <year>.yaml
    std::filesystem::path outbox;
    std::filesystem::path link;    ///< the courier's socket
    std::filesystem::path pinyin;  ///< the pinyin helper's program
    std::filesystem::path service;  ///< folder of the technician's PIN; empty: there is no diagnostic mode
    std::filesystem::path panel;   ///< socket of the virtual panel; simulation builds only, else empty
  } paths;
  struct Keys {
    std::filesystem::path hall_certificate;  ///< what is stored is sealed to it
    std::filesystem::path terminal_certificate;
    std::filesystem::path terminal_key;
  } keys;
  struct Devices {
    std::string id_card_reader;   ///< transport addresses (drivers/transport)
    std::string code_scanner;
    std::string receipt_printer;
    std::string document_camera;  ///< a device node; "virtual:<socket>" in simulation builds
    int receipt_printer_dots = 576;
    bool code_scanner_aim_id = false;  ///< the scanner is set to put the AIM id "]cm" before each code
  } devices;
  core::session::Settings settings;  ///< at the start of each visit
  bool long_times = false;
};

[[nodiscard]] base::Result<Config, std::vector<base::Complaint>> load_config(const std::filesystem::path& file);

}  // namespace bancheng::app
