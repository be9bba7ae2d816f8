#include "drivers/virtual/camera_files.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <fstream>

// jpeglib.h needs stdio.h before it.
#include <jpeglib.h>
#include <png.h>

namespace bancheng::drivers {
namespace {

constexpr std::uintmax_t kMostBytes = 32u << 20u;
constexpr std::size_t kMostPixels = 64'000'000;
constexpr int kQuality = 88;  // about what document cameras send

struct Errors {
  jpeg_error_mgr manager{};  // first: libjpeg hands back a pointer to it
  std::jmp_buf way_out{};
};

void leave(j_common_ptr codec) { std::longjmp(reinterpret_cast<Errors*>(codec->err)->way_out, 1); }
void say_nothing(j_common_ptr) {}

jpeg_error_mgr* prepare(Errors& errors) {
  jpeg_std_error(&errors.manager);
  errors.manager.error_exit = leave;
  errors.manager.output_message = say_nothing;
  return &errors.manager;
}

base::PersonBytes read_file(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error || size == 0 || size > kMostBytes) return {};
  base::PersonBytes bytes(static_cast<std::size_t>(size));
  std::ifstream in(file, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!in) bytes.clear();
  return bytes;
}

cv::Mat decode_png(const base::PersonBytes& coded) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  cv::Mat picture;
  if (png_image_begin_read_from_memory(&image, coded.data(), coded.size()) != 0 &&
      static_cast<std::size_t>(image.width) * image.height <= kMostPixels) {
    image.format = PNG_FORMAT_RGBA;
    picture.create(static_cast<int>(image.height), static_cast<int>(image.width), CV_8UC4);
    if (png_image_finish_read(&image, nullptr, picture.data, static_cast<png_int_32>(picture.step), nullptr) == 0) picture.release();
  }
  png_image_free(&image);
  return picture;
}

// setjmp in functions without anything to destroy: the longjmp crosses libjpeg's own frames only.
bool start_decoding(jpeg_decompress_struct& codec, Errors& errors, const base::PersonBytes& coded) {
  if (setjmp(errors.way_out) != 0) return false;
  jpeg_mem_src(&codec, coded.data(), coded.size());
  jpeg_read_header(&codec, TRUE);
  codec.out_color_space = JCS_EXT_RGBA;
  return static_cast<std::size_t>(codec.image_width) * codec.image_height <= kMostPixels && jpeg_start_decompress(&codec) != FALSE;
}

bool decode_rows(jpeg_decompress_struct& codec, Errors& errors, cv::Mat& picture) {
  if (setjmp(errors.way_out) != 0) return false;
  while (codec.output_scanline < codec.output_height) {
    JSAMPROW row = picture.ptr(static_cast<int>(codec.output_scanline));
    jpeg_read_scanlines(&codec, &row, 1);
  }
  return true;
}

cv::Mat decode_jpeg(const base::PersonBytes& coded) {
  Errors errors;
  jpeg_decompress_struct codec{};
  codec.err = prepare(errors);
  jpeg_create_decompress(&codec);
  cv::Mat picture;
  if (start_decoding(codec, errors, coded)) {
    picture.create(static_cast<int>(codec.output_height), static_cast<int>(codec.output_width), CV_8UC4);
    if (!decode_rows(codec, errors, picture)) picture.release();
  }
  jpeg_destroy_decompress(&codec);
  return picture;
}

bool encode(jpeg_compress_struct& codec, Errors& errors, const cv::Mat& rgb, unsigned char*& coded, unsigned long& size) {
  if (setjmp(errors.way_out) != 0) return false;
  jpeg_mem_dest(&codec, &coded, &size);
  codec.image_width = static_cast<JDIMENSION>(rgb.cols);
  codec.image_height = static_cast<JDIMENSION>(rgb.rows);
  codec.input_components = 3;
  codec.in_color_space = JCS_RGB;
  jpeg_set_defaults(&codec);
  jpeg_set_quality(&codec, kQuality, TRUE);
  jpeg_start_compress(&codec, TRUE);
  while (codec.next_scanline < codec.image_height) {
    JSAMPROW row = const_cast<JSAMPROW>(rgb.ptr(static_cast<int>(codec.next_scanline)));
    jpeg_write_scanlines(&codec, &row, 1);
  }
  jpeg_finish_compress(&codec);
  return true;
}

}  // namespace

cv::Mat read_picture(const std::filesystem::path& file) {
  const base::PersonBytes coded = read_file(file);
  if (coded.size() < 8) return {};
  return coded[0] == 0x89 ? decode_png(coded) : decode_jpeg(coded);
}

base::PersonBytes camera_jpeg(const cv::Mat& rgb) {
  Errors errors;
  jpeg_compress_struct codec{};
  codec.err = prepare(errors);
  jpeg_create_compress(&codec);
  unsigned char* coded = nullptr;
  unsigned long size = 0;
  base::PersonBytes frame;
  if (encode(codec, errors, rgb, coded, size)) frame.assign(coded, coded + size);
  jpeg_destroy_compress(&codec);
  base::wipe(coded, size);
  std::free(coded);
  return frame;
}

}  // namespace bancheng::drivers
