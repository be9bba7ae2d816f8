#include "kiosk/imaging/jpeg.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>

// jpeglib.h needs stdio.h before it.
#include <jerror.h>
#include <jpeglib.h>

namespace bancheng::imaging {
namespace {

// A progressive file of some kilobytes can ask for thousands of passes over millions of pixels.
constexpr int kMostScans = 100;

// libjpeg leaves through error_exit; the longjmp only crosses its own C frames, because every function below that calls
// setjmp holds nothing that would need a destructor.
struct Errors {
  jpeg_error_mgr manager{};  // first: libjpeg hands back a pointer to it
  std::jmp_buf way_out{};
  bool damaged = false;
  bool too_many_scans = false;
};

Errors& errors_of(j_common_ptr codec) { return *reinterpret_cast<Errors*>(codec->err); }

void leave(j_common_ptr codec) { std::longjmp(errors_of(codec).way_out, 1); }

void note_warning(j_common_ptr codec, int level) {
  // Stuffing between markers is common in camera frames and loses nothing.
  if (level < 0 && codec->err->msg_code != JWRN_EXTRANEOUS_DATA) errors_of(codec).damaged = true;
}

void say_nothing(j_common_ptr) {}

void count_scans(j_common_ptr codec) {
  if (reinterpret_cast<j_decompress_ptr>(codec)->input_scan_number <= kMostScans) return;
  errors_of(codec).too_many_scans = true;
  leave(codec);
}

jpeg_error_mgr* prepare(Errors& errors) {
  jpeg_std_error(&errors.manager);
  errors.manager.error_exit = leave;
  errors.manager.emit_message = note_warning;
  errors.manager.output_message = say_nothing;
  return &errors.manager;
}

class Decoder {
 public:
  Decoder() {
    codec_.err = prepare(errors_);
    jpeg_create_decompress(&codec_);
    progress_.progress_monitor = count_scans;
    codec_.progress = &progress_;
  }
  ~Decoder() { jpeg_destroy_decompress(&codec_); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  [[nodiscard]] bool read_header(std::span<const std::uint8_t> coded) {
    if (setjmp(errors_.way_out) != 0) return false;
    jpeg_mem_src(&codec_, coded.data(), coded.size());
    return jpeg_read_header(&codec_, TRUE) == JPEG_HEADER_OK;
  }

  [[nodiscard]] bool start(Pixels pixels, cv::Size smallest) {
    if (setjmp(errors_.way_out) != 0) return false;
    codec_.out_color_space = pixels == Pixels::grey ? JCS_GRAYSCALE : JCS_RGB;
    codec_.scale_denom = 8;
    codec_.scale_num = eighths_for(smallest);
    return jpeg_start_decompress(&codec_) != FALSE;
  }

  /// `picture` has the size of output_size().
  [[nodiscard]] bool read_rows(cv::Mat& picture) {
    if (setjmp(errors_.way_out) != 0) return false;
    while (codec_.output_scanline < codec_.output_height) {
      JSAMPROW row = picture.ptr(static_cast<int>(codec_.output_scanline));
      jpeg_read_scanlines(&codec_, &row, 1);
    }
    return jpeg_finish_decompress(&codec_) != FALSE;
  }

  [[nodiscard]] std::size_t width() const { return codec_.image_width; }
  [[nodiscard]] std::size_t height() const { return codec_.image_height; }
  [[nodiscard]] cv::Size output_size() const { return {static_cast<int>(codec_.output_width), static_cast<int>(codec_.output_height)}; }
  [[nodiscard]] bool damaged() const { return errors_.damaged; }
  [[nodiscard]] bool too_many_scans() const { return errors_.too_many_scans; }

 private:
  // Halves only: libjpeg-turbo has fast transforms for these.
  [[nodiscard]] unsigned eighths_for(cv::Size smallest) const {
    if (smallest.width <= 0 || smallest.height <= 0) return 8;
    for (const unsigned eighths : {1u, 2u, 4u}) {
      if (codec_.image_width * eighths / 8 >= static_cast<unsigned>(smallest.width) &&
          codec_.image_height * eighths / 8 >= static_cast<unsigned>(smallest.height)) {
        return eighths;
      }
    }
    return 8;
  }

  Errors errors_;
  jpeg_decompress_struct codec_{};
  jpeg_progress_mgr progress_{};
};

base::Result<void, DecodeTrouble> read_checked_header(Decoder& decoder, std::span<const std::uint8_t> coded) {
  if (coded.size() > kMostCodedBytes) return base::failure(DecodeTrouble::too_large);
  if (coded.empty() || !decoder.read_header(coded)) return base::failure(DecodeTrouble::not_a_picture);
  if (!is_within_limits(decoder.width(), decoder.height())) return base::failure(DecodeTrouble::too_large);
  return {};
}

class Encoder {
 public:
  Encoder() {
    codec_.err = prepare(errors_);
    jpeg_create_compress(&codec_);
  }
  ~Encoder() {
    jpeg_destroy_compress(&codec_);
    base::wipe(coded_, size_);
    std::free(coded_);
  }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

  [[nodiscard]] bool encode(const cv::Mat& rgb, int quality) {
    if (setjmp(errors_.way_out) != 0) return false;
    jpeg_mem_dest(&codec_, &coded_, &size_);
    codec_.image_width = static_cast<JDIMENSION>(rgb.cols);
    codec_.image_height = static_cast<JDIMENSION>(rgb.rows);
    codec_.input_components = 3;
    codec_.in_color_space = JCS_RGB;
    jpeg_set_defaults(&codec_);
    jpeg_set_quality(&codec_, quality, TRUE);
    jpeg_start_compress(&codec_, TRUE);
    while (codec_.next_scanline < codec_.image_height) {
      JSAMPROW row = const_cast<JSAMPROW>(rgb.ptr(static_cast<int>(codec_.next_scanline)));
      jpeg_write_scanlines(&codec_, &row, 1);
    }
    jpeg_finish_compress(&codec_);
    return true;
  }

  [[nodiscard]] std::span<const std::uint8_t> coded() const { return {coded_, size_}; }

 private:
  Errors errors_;
  jpeg_compress_struct codec_{};
  unsigned char* coded_ = nullptr;
  unsigned long size_ = 0;
};

}  // namespace

bool is_within_limits(std::size_t width, std::size_t height) noexcept {
  return width > 0 && height > 0 && width <= kLargestSide && height <= kLargestSide && width * height <= kMostPixels;
}

base::Result<cv::Mat, DecodeTrouble> decode_jpeg(std::span<const std::uint8_t> coded, Pixels pixels, Damage damage, cv::Size smallest) {
  Decoder decoder;
  if (const auto header = read_checked_header(decoder, coded); !header) return base::failure(header.error());
  if (!decoder.start(pixels, smallest)) {
    return base::failure(decoder.too_many_scans() ? DecodeTrouble::too_large : DecodeTrouble::damaged);
  }
  const int type = pixels == Pixels::grey ? CV_8UC1 : CV_8UC3;
  cv::Mat picture(decoder.output_size(), type, cv::Scalar::all(128));
  const bool complete = decoder.read_rows(picture) && !decoder.damaged();
  if (decoder.too_many_scans()) return base::failure(DecodeTrouble::too_large);
  if (!complete && damage == Damage::refuse) return base::failure(DecodeTrouble::damaged);
  return picture;
}

base::Result<cv::Size, DecodeTrouble> jpeg_size(std::span<const std::uint8_t> coded) {
  Decoder decoder;
  if (const auto header = read_checked_header(decoder, coded); !header) return base::failure(header.error());
  return cv::Size(static_cast<int>(decoder.width()), static_cast<int>(decoder.height()));
}

base::PersonBytes encode_jpeg(const cv::Mat& rgb, int quality) {
  Encoder encoder;
  if (rgb.empty() || rgb.type() != CV_8UC3 || !encoder.encode(rgb, quality)) return {};
  return {encoder.coded().begin(), encoder.coded().end()};
}

}  // namespace bancheng::imaging
