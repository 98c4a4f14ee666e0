#define _GNU_SOURCE
#include "CTerminalGuard.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { fatal_count = 7, noted_count = 6, action_count = fatal_count + noted_count + 1 };

// The last one is ignored while the screen is up: a closed pipe must not leave a broken terminal.
static const int signals[action_count] = {
  SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGQUIT,
  SIGHUP, SIGINT, SIGTERM, SIGCONT, SIGTSTP, SIGWINCH,
  SIGPIPE,
};
static struct sigaction previous[action_count];
static struct sigaction installed[action_count];

static bool begun;
static int terminal = -1;
static int wake = -1;
static struct termios modes;
static char restoring[512];
static size_t restoring_count;
static atomic_bool armed;
static atomic_int real_errors = -1;
static atomic_int errors_file = -1;
static atomic_ullong noted;
static _Atomic int64_t end_requested;
static pthread_t main_thread;
static atomic_bool main_is_held;
static atomic_bool restored = true;
enum { alternate_stack_size = 64 * 1024 };
static char alternate_stack[alternate_stack_size] __attribute__((aligned(16)));
static pthread_once_t stacks_once = PTHREAD_ONCE_INIT;
static pthread_key_t stacks_key;
static bool stacks_have_key;

int terminal_guard_make_wake(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void terminal_guard_signal_wake(int descriptor) {
  const uint64_t one = 1;
  (void)!write(descriptor, &one, sizeof one);
}

void terminal_guard_clear_wake(int descriptor) {
  uint64_t count;
  (void)!read(descriptor, &count, sizeof count);
}

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

void terminal_guard_restore_modes(void) {
  while (tcsetattr(terminal, TCSADRAIN, &modes) != 0 && errno == EINTR) {}
}

// In a process that is not in the foreground, the terminal is somebody else's.
static bool owns_terminal(void) { return tcgetpgrp(terminal) == getpgrp(); }

static void put_back(void) {
  if (owns_terminal()) {
    write_all(terminal, restoring, restoring_count);
    while (tcsetattr(terminal, TCSANOW, &modes) != 0 && errno == EINTR) {}
  }
  int file = atomic_exchange(&errors_file, -1), errors = atomic_load(&real_errors);
  if (file >= 0 && errors >= 0) {
    dup2(errors, STDERR_FILENO);
    lseek(file, 0, SEEK_SET);
    char bytes[1024];
    for (ssize_t count; (count = read(file, bytes, sizeof bytes)) > 0;) write_all(errors, bytes, (size_t)count);
  }
  atomic_store(&restored, true);
}

static void restore(void) {
  if (atomic_exchange(&armed, false)) put_back();
}

static void wait_for(atomic_bool *condition) {
  const struct timespec millisecond = {.tv_nsec = 1000000};
  for (int tries = 0; tries < 200 && !atomic_load(condition); tries++) nanosleep(&millisecond, NULL);
}

static void hold(int signal) {
  (void)signal;
  atomic_store(&main_is_held, true);
  for (;;) pause();
}

// The process dies of what another thread did: the main thread must not paint any more, once the screen is restored.
static void hold_main_thread(void) {
  if (pthread_equal(pthread_self(), main_thread)) return;
  struct sigaction action = {.sa_handler = hold};
  sigaction(SIGUSR2, &action, NULL);
  if (pthread_kill(main_thread, SIGUSR2) == 0) wait_for(&main_is_held);
}

static int index_of(int signal) {
  int index = 0;
  while (signals[index] != signal) index++;
  return index;
}

static bool is_ignored(const struct sigaction *action) {
  return !(action->sa_flags & SA_SIGINFO) && action->sa_handler == SIG_IGN;
}

static void on_fatal(int signal, siginfo_t *information, void *context) {
  (void)context;
  int error = errno;
  if (atomic_exchange(&armed, false)) {
    hold_main_thread();
    put_back();
  } else {
    // Two threads at once: the other one is at it.
    wait_for(&restored);
  }
  sigaction(signal, &previous[index_of(signal)], NULL);
  // A faulting instruction runs again when this returns, and meets the previous action with its own context;
  // what was sent from elsewhere has to be sent again.
  bool faults = signal == SIGILL || signal == SIGBUS || signal == SIGFPE || signal == SIGSEGV;
  if (!faults || information->si_code <= 0) raise(signal);
  errno = error;
}

static int64_t milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void on_noted(int signal) {
  int error = errno;
  bool ends = signal == SIGTERM || signal == SIGINT || signal == SIGHUP;
  if (ends) {
    // A program that has not taken the first request within a second hangs: end it, terminal restored. Requests
    // often come in pairs (a hangup from the kernel and from the shell), hence the delay.
    int64_t now = milliseconds(), first = 0;
    bool isFirst = atomic_compare_exchange_strong(&end_requested, &first, now);
    if (!isFirst && now - first >= 1000) {
      restore();
      struct sigaction action = {.sa_handler = SIG_DFL};
      sigaction(signal, &action, NULL);
      raise(signal);
    }
  }
  terminal_guard_note_signal(signal);
  errno = error;
}

void terminal_guard_note_signal(int signal) {
  atomic_fetch_or(&noted, 1ull << signal);
  terminal_guard_signal_wake(wake);
}

void terminal_guard_forget_signal(int signal) { atomic_fetch_and(&noted, ~(1ull << signal)); }

int terminal_guard_take_signal(void) {
  unsigned long long present = atomic_load(&noted);
  if (present == 0) return 0;
  int signal = __builtin_ctzll(present);
  terminal_guard_forget_signal(signal);
  if (signal == SIGTERM || signal == SIGINT || signal == SIGHUP) atomic_store(&end_requested, 0);
  return signal;
}

// Gives the calling thread a stack for handlers, unless it has one.
static bool use_alternate_stack(void *place) {
  stack_t stack = {.ss_sp = place, .ss_size = alternate_stack_size};
  return sigaltstack(&stack, NULL) == 0;
}

static bool has_alternate_stack(void) {
  stack_t stack;
  return sigaltstack(NULL, &stack) == 0 && !(stack.ss_flags & SS_DISABLE);
}

static void free_stack(void *place) {
  stack_t none = {.ss_flags = SS_DISABLE};
  sigaltstack(&none, NULL);
  munmap(place, alternate_stack_size);
}

static void make_stacks_key(void) { stacks_have_key = pthread_key_create(&stacks_key, free_stack) == 0; }

void terminal_guard_protect_thread(void) {
  if (has_alternate_stack()) return;
  pthread_once(&stacks_once, make_stacks_key);
  if (!stacks_have_key) return;
  void *place = mmap(NULL, alternate_stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (place == MAP_FAILED) return;
  if (!use_alternate_stack(place) || pthread_setspecific(stacks_key, place) != 0) free_stack(place);
}

bool terminal_guard_begin(int descriptor, int wake_descriptor) {
  if (begun || tcgetattr(descriptor, &modes) != 0) return false;
  terminal = descriptor;
  wake = wake_descriptor;
  main_thread = pthread_self();
  atomic_store(&noted, 0);
  atomic_store(&end_requested, 0);
  static bool leaves_by_exit;
  if (!leaves_by_exit) leaves_by_exit = atexit(restore) == 0;
  // A stack that overflowed cannot run a handler. This serves the calling thread; every other one has to be protected
  // by itself, or the kernel ends it without any handler.
  if (!has_alternate_stack()) use_alternate_stack(alternate_stack);
  for (int index = 0; index < action_count; index++) {
    struct sigaction action = {.sa_flags = SA_ONSTACK | SA_RESTART};
    sigfillset(&action.sa_mask);
    if (index < fatal_count) {
      sigemptyset(&action.sa_mask);
      action.sa_flags |= SA_SIGINFO;
      action.sa_sigaction = on_fatal;
    } else {
      action.sa_handler = index < fatal_count + noted_count ? on_noted : SIG_IGN;
    }
    installed[index] = action;
    sigaction(signals[index], NULL, &previous[index]);
    if (!is_ignored(&previous[index])) sigaction(signals[index], &action, NULL);
  }
  begun = true;
  return true;
}

void terminal_guard_end(void) {
  if (!begun) return;
  terminal_guard_disarm();
  for (int index = 0; index < action_count; index++) sigaction(signals[index], &previous[index], NULL);
  wake = -1;
  begun = false;
}

void terminal_guard_arm(const char *bytes, size_t count) {
  restoring_count = count < sizeof restoring ? count : sizeof restoring;
  memcpy(restoring, bytes, restoring_count);
  atomic_store(&restored, false);
  atomic_store(&armed, true);
}

void terminal_guard_disarm(void) {
  atomic_store(&armed, false);
  atomic_store(&restored, true);
}

void terminal_guard_divert_errors(int errors, int file) {
  atomic_store(&real_errors, errors);
  atomic_store(&errors_file, file);
}

void terminal_guard_stop(void) {
  int index = index_of(SIGTSTP);
  // Started without job control: nobody could continue it.
  if (is_ignored(&previous[index])) return;
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigaction(SIGTSTP, &action, NULL);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &installed[index], NULL);
  terminal_guard_forget_signal(SIGTSTP);
  terminal_guard_forget_signal(SIGCONT);
}
