# Turns the files of pages/ into one C++ source, so that the program needs no file of its own at run time.
# cmake -DOUTPUT=… -DPAGES="a;b" -P embed_pages.cmake
set(text "#include <string_view>\n\nnamespace bancheng::hall {\n\nstd::string_view page_source(std::string_view name) {\n")
foreach(page ${PAGES})
  get_filename_component(name ${page} NAME)
  file(READ ${page} content)
  string(APPEND text "  if (name == \"${name}\") return R\"~~PAGE~~(${content})~~PAGE~~\";\n")
endforeach()
string(APPEND text "  return {};\n}\n\n}  // namespace bancheng::hall\n")
file(WRITE ${OUTPUT} "${text}")
