#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

func exponentialFunction(_ x: Double) -> Double { exp(x) }
