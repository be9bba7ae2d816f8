// Canvas: a sheet of paper measured in millimetres, drawn by Cairo with text by Pango.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace bancheng::specimens {

struct Colour {
  double red = 0, green = 0, blue = 0;
  double opacity = 1;
};

namespace colours {
constexpr Colour kInk{0.10, 0.10, 0.12};
constexpr Colour kGrey{0.55, 0.55, 0.58};
constexpr Colour kPale{0.80, 0.80, 0.82};
constexpr Colour kRed{0.78, 0.13, 0.12};
constexpr Colour kWhite{1, 1, 1};
}  // namespace colours

struct TextStyle {
  double size = 4;  ///< mm, of the letters' em
  Colour colour = colours::kInk;
  bool bold = false;
  enum class Align { left, centre, right } align = Align::left;  ///< about the given x; within `width` when that is set
  double width = 0;  ///< mm; lines are broken there, 0: never
};

/// 200 dots an inch: fine enough for every camera the terminals have.
class Canvas {
 public:
  /// `corner_radius` > 0 leaves the corners transparent, as those of a card are.
  Canvas(double width, double height, const Colour& paper, double corner_radius = 0);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double height() const { return height_; }

  /// `y` is the top of the first line. Returns the height that was used.
  double text(double x, double y, std::string_view utf8, const TextStyle& style = {});
  void line(double x1, double y1, double x2, double y2, double thickness = 0.25, const Colour& colour = colours::kInk);
  void frame(double x, double y, double w, double h, double thickness = 0.35, const Colour& colour = colours::kInk);
  void block(double x, double y, double w, double h, const Colour& colour);
  void disc(double x, double y, double radius_x, double radius_y, const Colour& colour);
  /// A square QR code of `size` mm, error correction M, with its quiet zone.
  void qr(double x, double y, double size, std::string_view payload);
  /// A round seal that says what it is.
  void seal(double x, double y, double radius);
  /// "样本 SPECIMEN" aslant all over, pale.
  void watermark(double opacity = 0.10);
  /// The head and shoulders of nobody, without a face.
  void silhouette(double x, double y, double w, double h, const Colour& behind);

  /// PNG with its resolution unsaid. False when it cannot be written.
  [[nodiscard]] bool save(const std::filesystem::path& file) const;

 private:
  struct Impl;
  double width_;
  double height_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::specimens
