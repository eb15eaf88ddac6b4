// Tells ThreadSanitizer of orders that the Swift runtime's libraries keep where it cannot see them, because they are not built for it.
// Loaded before them (LD_PRELOAD) by scripts/test --sanitize=thread: it hides no report, it says what the libraries do.
// Outside ThreadSanitizer's programs it does nothing.
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));
extern void *swift_task_getCurrent(void) __attribute__((weak)) __attribute__((swiftcall));

// The standard library's Mutex. Its uncontended way is an atomic in the caller's own code, which the sanitizer sees; the contended way
// (spinning, then the futex) is in libswiftSynchronization, which it does not. Both ways meet in the address of the lock word.
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

typedef void (*Lock)(uint32_t thread, __attribute__((swift_context)) void *mutex) __attribute__((swiftcall));
typedef void (*Unlock)(__attribute__((swift_context)) void *mutex) __attribute__((swiftcall));

__attribute__((swiftcall)) void lock_slow(uint32_t thread, __attribute__((swift_context)) void *mutex) __asm__(LOCK);
__attribute__((swiftcall)) void unlock_slow(__attribute__((swift_context)) void *mutex) __asm__(UNLOCK);

__attribute__((swiftcall)) void lock_slow(uint32_t thread, __attribute__((swift_context)) void *mutex) {
    ((Lock)dlsym(RTLD_NEXT, LOCK))(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

__attribute__((swiftcall)) void unlock_slow(__attribute__((swift_context)) void *mutex) {
    if (__tsan_release) __tsan_release(mutex);
    ((Unlock)dlsym(RTLD_NEXT, UNLOCK))(mutex);
}

// A continuation that is resumed before its task waits. The runtime tells the sanitizer of the release when it resumes, and of the
// acquisition when a task is run again; a task that finds its continuation resumed runs on, and of that acquisition nobody tells.
// It finds it so at once, or else when it is about to suspend itself: then it enters its thread's context again.
typedef void (*Await)(void *context) __attribute__((swiftasynccall));
typedef void (*Enter)(char *storage) __attribute__((swiftcall));

static void acquire_current_task(void) {
    void *task = __tsan_acquire && swift_task_getCurrent ? swift_task_getCurrent() : NULL;
    if (task) __tsan_acquire(task);
}

__attribute__((swiftasynccall)) void swift_continuation_await(void *context) {
    Await next = (Await)dlsym(RTLD_NEXT, "swift_continuation_await");
    acquire_current_task();
    __attribute__((musttail)) return next(context);
}

__attribute__((swiftcall)) void swift_task_enterThreadLocalContext(char *storage) {
    ((Enter)dlsym(RTLD_NEXT, "swift_task_enterThreadLocalContext"))(storage);
    acquire_current_task();
}
