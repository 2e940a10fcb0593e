// Whether this is a build with a sanitizer that has memory of its own.
#pragma once

#if defined(__SANITIZE_THREAD__)
#define ADALINE_IS_THREAD_SANITIZED 1
#elif defined(__SANITIZE_ADDRESS__)
#define ADALINE_IS_ADDRESS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define ADALINE_IS_THREAD_SANITIZED 1
#elif __has_feature(address_sanitizer)
#define ADALINE_IS_ADDRESS_SANITIZED 1
#endif
#endif

namespace adaline::test {

#ifdef ADALINE_IS_THREAD_SANITIZED
inline constexpr bool is_thread_sanitized = true;
#else
inline constexpr bool is_thread_sanitized = false;
#endif

#ifdef ADALINE_IS_ADDRESS_SANITIZED
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = is_thread_sanitized;
#endif

}  // namespace adaline::test
