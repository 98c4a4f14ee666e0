#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

func logarithm(_ x: Double) -> Double { log(x) }
