// The fields of an object of JSON, each asked for by its name and its kind.
#pragma once

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "io/input_error.hpp"

namespace adaline::io {

// What Value holds, which the JSON library itself would cut from 1.5 and wrap from -1.
template <class Value>
bool is_count(const nlohmann::ordered_json& number) {
  return number.is_number_unsigned() && std::in_range<Value>(number.get<std::uint64_t>());
}

// Of a model, or of an object in it. Functions throw InputError, which names the field.
class JsonFields {
 public:
  // `object` must live as long.
  JsonFields(std::string path, const nlohmann::ordered_json& object)
      : path_(std::move(path)), object_(object) {}

  const std::string& path() const { return path_; }
  bool has(const char* key) const { return object_.is_object() && object_.contains(key); }

  template <class Value>
  Value get(const char* key) const {
    const nlohmann::ordered_json& field = at(key);
    try {
      if constexpr (std::is_integral_v<Value> && !std::is_same_v<Value, bool>) {
        if (!is_count<Value>(field)) refuse_kind(key);
      }
      return field.get<Value>();
    } catch (const nlohmann::ordered_json::exception&) {
      refuse_kind(key);
    }
  }

  template <class Value>
  std::optional<Value> get_unless_null(const char* key) const {
    if (has(key) && object_[key].is_null()) return std::nullopt;
    return get<Value>(key);
  }

  // What `fallback` is where there is no such field, as in files of earlier versions.
  template <class Value>
  Value get_or(const char* key, Value fallback) const {
    return has(key) ? get<Value>(key) : fallback;
  }

  // The field itself.
  const nlohmann::ordered_json& at(const char* key) const {
    if (!has(key)) refuse(fmt::format("'{}' is missing", key));
    return object_[key];
  }

  // Those of an object that is in this one.
  JsonFields of(const nlohmann::ordered_json& object) const { return {path_, object}; }

  [[noreturn]] void refuse(const std::string& what) const {
    throw InputError({path_}, "not a model of this program: " + what);
  }
  [[noreturn]] void refuse_kind(const char* key) const {
    refuse(fmt::format("'{}' is of the wrong kind", key));
  }

 private:
  std::string path_;
  const nlohmann::ordered_json& object_;
};

}  // namespace adaline::io
