#ifndef PLEIADES_CZLIB_SHIM_H
#define PLEIADES_CZLIB_SHIM_H

#include <zlib.h>

#endif
