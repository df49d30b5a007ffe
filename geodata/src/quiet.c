#include "quiet.h"

#include <pthread.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_srs_api.h>

/* Keeps the first failure, cut to one line at a character. */
static void keep_message(CPLErr severity, CPLErrorNum number, const char *text)
{
  (void)number;
  wg_quiet *quiet = CPLGetErrorHandlerUserData();
  if (severity < CE_Failure || quiet == NULL) return;
  if (quiet->failures++ > 0) return;
  size_t length = strcspn(text, "\r\n");
  if (length >= sizeof quiet->first) {
    length = sizeof quiet->first - 1;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
  }
  memcpy(quiet->first, text, length);
  quiet->first[length] = 0;
}

/* Answers every request of a driver (a CRS given as a link, an external style) with a refusal. */
static CPLHTTPResult *refuse_network(const char *url, CSLConstList options,
                                     GDALProgressFunc progress, void *progress_user,
                                     CPLHTTPFetchWriteFunc write, void *write_user, void *user)
{
  (void)url, (void)options, (void)progress, (void)progress_user, (void)write, (void)write_user;
  (void)user;
  CPLHTTPResult *result = CPLCalloc(1, sizeof *result);
  result->nStatus = 1;
  result->pszErrBuf = CPLStrdup("network access is not allowed");
  return result;
}

/* Files over the network (/vsicurl/, /vsis3/ …), which a file may name as its parts, do not ask the
 * callback above: only the file of this name is allowed to them, and it is none. */
static _Thread_local int depth; /* of begins without their end */
static const char allowed_option[] = "CPL_VSIL_CURL_ALLOWED_FILENAME", no_file[] = "none";

static void register_once(void)
{
  GDALAllRegister();
  OSRSetPROJEnableNetwork(0); /* shift grids */
}

void wg_quiet_begin(wg_quiet *quiet)
{
  static pthread_once_t registered = PTHREAD_ONCE_INIT;
  wg_quiet_forget(quiet);
  CPLPushErrorHandlerEx(keep_message, quiet);
  CPLHTTPPushFetchCallback(refuse_network, NULL);
  if (depth++ == 0) CPLSetThreadLocalConfigOption(allowed_option, no_file);
  pthread_once(&registered, register_once);
}

void wg_quiet_end(void)
{
  /* `quiet` may be gone by now */
  if (--depth == 0) CPLSetThreadLocalConfigOption(allowed_option, NULL);
  CPLHTTPPopFetchCallback();
  CPLPopErrorHandler();
}
