# bancheng_opencv: OpenCV's core and imgproc. Debian's CMake files of OpenCV ask for every module to be installed, so the two
# are looked for by hand. imgcodecs is left out on purpose: it loads some 120 further libraries (GDAL and what that needs)
# into the process; pictures are read and written with libjpeg and libpng.
include_guard(GLOBAL)
find_path(BANCHENG_OPENCV_INCLUDE opencv2/imgproc.hpp PATH_SUFFIXES opencv4 REQUIRED)
find_library(BANCHENG_OPENCV_CORE opencv_core REQUIRED)
find_library(BANCHENG_OPENCV_IMGPROC opencv_imgproc REQUIRED)
add_library(bancheng_opencv INTERFACE)
target_include_directories(bancheng_opencv SYSTEM INTERFACE ${BANCHENG_OPENCV_INCLUDE})
target_link_libraries(bancheng_opencv INTERFACE ${BANCHENG_OPENCV_IMGPROC} ${BANCHENG_OPENCV_CORE})
