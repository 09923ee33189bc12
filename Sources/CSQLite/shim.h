#pragma once
#include <sqlite3.h>

/// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift cannot import: SQLite copies what it is given.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int length) {
  return sqlite3_bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int length) {
  return length == 0 ? sqlite3_bind_zeroblob(statement, index, 0)
                     : sqlite3_bind_blob(statement, index, bytes, length, SQLITE_TRANSIENT);
}

/// SQLITE_STATIC is a null function pointer: SQLite reads the text where it is.
static inline void csqlite_result_static_text(sqlite3_context *result, const void *text, int length) {
  sqlite3_result_text(result, (const char *)text, length, SQLITE_STATIC);
}

/// sqlite3_db_config is variadic. Defensive mode keeps SQL text from writing to the file's own structures.
static inline int csqlite_set_defensive(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}

/// sqlite3_config is variadic. Counting the memory in use takes a lock at every allocation, for a figure nobody asks for.
static inline int csqlite_count_no_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// A column of rows in memory; which of the pointers it has says what it holds.
typedef struct {
  const sqlite3_int64 *_Nullable integers;
  const unsigned char *_Nonnull are_null;
  const sqlite3_int64 *_Nullable starts;
  const int *_Nullable counts;
  const char *_Nullable bytes;
} csqlite_column;

/// Rows in memory: plain pointers, so that a callback for each cell looks at nothing but them.
typedef struct {
  sqlite3_int64 row_count;
  const csqlite_column *_Nonnull columns;
  const int *_Nonnull heads;
  const int *_Nonnull nexts;
  int shift;
  int has_unique_keys;
} csqlite_frame;

/// SQLite hands its own part of these back to every callback, so it must come first: only C promises that order.
typedef struct {
  sqlite3_vtab base;
  const csqlite_frame *_Nonnull frame;
} csqlite_frame_table;

typedef struct {
  sqlite3_vtab_cursor base;
  const csqlite_frame *_Nonnull frame;
  sqlite3_int64 row;
  int follows_key;
} csqlite_frame_cursor;
