"""Ends with 0 when a window can be shown: a display that is named (DISPLAY, WAYLAND_DISPLAY) may still refuse or be gone."""
import ctypes
import sys

_SDL_INIT_VIDEO = 0x20


def main():
    try:
        sdl = ctypes.CDLL("libSDL2-2.0.so.0")
    except OSError:
        return 1
    if sdl.SDL_Init(_SDL_INIT_VIDEO) != 0:
        return 1
    sdl.SDL_GetCurrentVideoDriver.restype = ctypes.c_char_p
    driver = sdl.SDL_GetCurrentVideoDriver()
    sdl.SDL_Quit()
    return 1 if driver in (b"offscreen", b"dummy", b"evdev") else 0


if __name__ == "__main__":
    sys.exit(main())
