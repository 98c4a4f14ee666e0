// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Pleiades",
  products: [
    .executable(name: "pleiades", targets: ["pleiades"]),
    // The analysis without the terminal, for other Swift programs.
    .library(name: "PleiadesEngine", targets: ["Engine", "Analysis", "Tabular"]),
  ],
  dependencies: [
    // Commands, help and usage errors: the standard package for it, and its texts are tested as goldens.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Themes and configuration are TOML, which terminal users edit by hand; needs no Foundation.
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // System libraries: dense linear algebra, the terminal, and compression.
    .systemLibrary(name: "COpenBLAS"),
    .systemLibrary(name: "CNCurses"),
    // Deflate and CRC-32, for PNG.
    .systemLibrary(name: "CZlib"),
    // Restores the terminal on a fatal signal; a signal handler has to be C.
    .target(name: "CTerminalGuard"),

    .target(name: "Tabular"),
    .target(name: "Analysis", dependencies: ["COpenBLAS"]),
    .target(name: "Engine", dependencies: ["Tabular", "Analysis"]),
    .target(name: "Canvas", dependencies: ["CZlib"]),
    .target(name: "Interface", dependencies: ["Canvas", "Engine", "TOMLKit"]),
    .target(name: "Terminal", dependencies: ["Canvas", "CNCurses", "CTerminalGuard"]),
    .executableTarget(
      name: "pleiades",
      dependencies: [
        "Interface", "Terminal", "Engine", "Tabular", "Analysis", "Canvas",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    // Draws a test picture and echoes keys: what the tests of Terminal run in a real pseudo-terminal.
    .executableTarget(name: "TerminalProbe", dependencies: ["Terminal", "Canvas"]),
    .executableTarget(
      name: "PleiadesBench", dependencies: ["Analysis", "Engine", "Tabular", "Interface", "Canvas"]),

    // Sessions in a real terminal, and files of the repository, for several test targets.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "TabularTests", dependencies: ["Tabular"]),
    .testTarget(name: "AnalysisTests", dependencies: ["Analysis", "Tabular"], exclude: ["Fixtures"]),
    .testTarget(name: "EngineTests", dependencies: ["Engine", "Analysis", "Tabular"]),
    .testTarget(name: "CanvasTests", dependencies: ["Canvas", "CZlib"]),
    .testTarget(
      name: "InterfaceTests",
      dependencies: ["Interface", "Canvas", "Engine", "Analysis", "Tabular", "TestSupport", "pleiades"],
      exclude: ["Goldens"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Canvas", "TerminalProbe", "TestSupport"]),
    .testTarget(name: "CommandTests", dependencies: ["pleiades", "PleiadesBench", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
