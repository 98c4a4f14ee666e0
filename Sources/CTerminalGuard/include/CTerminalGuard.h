// Signals while a program holds the terminal. Fatal ones put the terminal back before they end the process; the
// others are noted and wake the event loop. Everything a handler does here is async-signal-safe.
#ifndef PLEIADES_CTERMINALGUARD_H
#define PLEIADES_CTERMINALGUARD_H

#include <stdbool.h>
#include <stddef.h>

/// An eventfd, closed on exec and never blocking; −1 when the system has no descriptors left.
int terminal_guard_make_wake(void);
/// Safe on any thread and in a signal handler.
void terminal_guard_signal_wake(int wake);
void terminal_guard_clear_wake(int wake);

/// Remembers the modes of `terminal` and installs the handlers. `wake` is an eventfd written to on each noted signal.
/// Signals that the process was started to ignore stay ignored.
bool terminal_guard_begin(int terminal, int wake);

/// Lets the calling thread, should its stack overflow, still put the terminal back. Costs 64 KiB of address space until
/// the thread ends, and nothing the second time.
void terminal_guard_protect_thread(void);

/// Puts back the handlers that were there before. The terminal itself is left as it is.
void terminal_guard_end(void);

/// From now on the process's death writes `bytes` to the terminal and puts its modes back, also on `exit`.
/// The bytes are copied, at most 512 of them.
void terminal_guard_arm(const char *bytes, size_t count);
void terminal_guard_disarm(void);

/// Where standard error really goes, and the file that takes its place meanwhile: what the file holds is written out
/// on death. −1 for none.
void terminal_guard_divert_errors(int errors, int file);

/// Puts the modes back that the terminal had at `terminal_guard_begin`.
void terminal_guard_restore_modes(void);

/// The lowest of the noted signals, which is then forgotten; 0 when there is none. Of the signals noted these exist:
/// SIGHUP, SIGINT, SIGTERM, SIGCONT, SIGTSTP, SIGWINCH.
int terminal_guard_take_signal(void);

/// Notes a signal as if it had arrived, or forgets it.
void terminal_guard_note_signal(int signal);
void terminal_guard_forget_signal(int signal);

/// Stops the process group, as the terminal itself does on ^Z; returns when it continues. Call from the main thread.
void terminal_guard_stop(void);

#endif
