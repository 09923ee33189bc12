#pragma once

// The low-level contexts are what can be saved midway and copied; OpenSSL 3 calls them deprecated.
#define OPENSSL_SUPPRESS_DEPRECATED 1
#include <openssl/md5.h>
#include <openssl/sha.h>

#include "crc.h"
