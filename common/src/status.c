#include "wangge/status.h"

const char *wg_status_sentence(wg_status status)
{
  switch (status) {
  case WG_OK: return "Done.";
  case WG_OUT_OF_MEMORY: return "There is not enough memory.";
  case WG_CANCELLED: return "Cancelled.";
  case WG_MISUSE: return "An argument or option makes no sense.";
  case WG_NOT_FOUND: return "A file, layer or field of that name does not exist.";
  case WG_UNREADABLE: return "The file cannot be read as what it should be.";
  case WG_NO_CRS: return "A coordinate system is missing or unusable.";
  case WG_BAD_GEOMETRY: return "A geometry cannot be used and cannot be repaired.";
  case WG_BAD_VALUE: return "An attribute cannot be used.";
  case WG_EMPTY: return "There is nothing to work on.";
  case WG_LIMIT: return "A documented limit was reached.";
  case WG_WRITE_FAILED: return "The output could not be written; nothing was left behind.";
  case WG_INTERNAL: return "An invariant of the program itself is broken; please report it.";
  }
  return "Unknown status.";
}
