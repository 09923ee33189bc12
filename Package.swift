// swift-tools-version: 6.2
import PackageDescription

// Written in floor order: a target may depend on those above it, never on those below (ARCHITECTURE.md).
let package = Package(
  name: "pinterest-pipeline",
  products: [
    .library(name: "PinterestModels", targets: ["PinterestModels"]),
    .library(name: "KafkaRESTClient", targets: ["KafkaRESTClient"]),
    .library(name: "AWSSigV4", targets: ["AWSSigV4"]),
    .library(name: "AWSCredentials", targets: ["AWSCredentials"]),
    .library(name: "S3Client", targets: ["S3Client"]),
    .library(name: "KinesisClient", targets: ["KinesisClient"]),
    .library(name: "Emulator", targets: ["Emulator"]),
    .library(name: "Lakehouse", targets: ["Lakehouse"]),
    .library(name: "LocalCloud", targets: ["LocalCloud"]),
    // What the clients stand on: the shapes of HTTP and the transport that carries them.
    .library(name: "HTTPWire", targets: ["HTTPWire"]),
    .library(name: "CurlTransport", targets: ["CurlTransport"]),
  ],
  targets: [
    // Floor 0: one C library each, no Swift.
    .systemLibrary(
      name: "CMariaDB",
      pkgConfig: "libmariadb",
      providers: [.apt(["libmariadb-dev"])]
    ),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CSnappy", providers: [.apt(["libsnappy-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CCurl",
      pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]
    ),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CFiles"),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSockets"),

    // Floor 1: wire shapes and single-purpose tools.
    .target(name: "HTTPWire"),
    .target(name: "JSONBytes"),
    .target(name: "CSVBytes"),
    .target(
      name: "XMLWire",
      dependencies: ["CExpat"],
      swiftSettings: [.strictMemorySafety()]
    ),
    .target(name: "Terminal"),
    .target(name: "OwnThread"),
    .target(
      name: "Compression",
      dependencies: ["CZlib", "CZstd", "CSnappy"],
      swiftSettings: [.strictMemorySafety()]
    ),
    .target(
      name: "SQLite",
      dependencies: ["CSQLite"],
      swiftSettings: [.strictMemorySafety()]
    ),
    .target(
      name: "Digests",
      dependencies: ["CCrypto"],
      swiftSettings: [.strictMemorySafety()]
    ),

    // Floor 2: what speaks one protocol or one format.
    .target(
      name: "CurlTransport",
      dependencies: ["HTTPWire", "CCurl"],
      swiftSettings: [.strictMemorySafety()]
    ),
    .target(
      name: "AWSSigV4",
      dependencies: ["HTTPWire", "Digests"],
      swiftSettings: [.strictMemorySafety()]
    ),
    .target(name: "PinterestModels", dependencies: ["JSONBytes"]),
    .target(
      name: "HTTPServer",
      dependencies: ["HTTPWire", "CSockets"],
      swiftSettings: [.strictMemorySafety()]
    ),
    .target(
      name: "EventLog",
      dependencies: ["Digests", "OwnThread", "CFiles"],
      swiftSettings: [.strictMemorySafety()]
    ),

    .target(
      name: "TableFormats",
      dependencies: ["JSONBytes", "Compression", "OwnThread"]
    ),

    // Floor 3: row sources and clients.
    .target(name: "SyntheticRows", dependencies: ["PinterestModels"]),
    .target(
      name: "FolderRows",
      dependencies: ["PinterestModels", "JSONBytes", "CSVBytes", "OwnThread"]
    ),
    .target(
      name: "AWSCredentials",
      dependencies: ["AWSSigV4", "HTTPWire", "Digests", "XMLWire", "OwnThread"]
    ),
    .target(name: "KafkaRESTClient", dependencies: ["HTTPWire", "JSONBytes"]),
    .target(
      name: "MariaDBRows",
      dependencies: ["CMariaDB", "OwnThread", "PinterestModels"],
      swiftSettings: [.strictMemorySafety()]
    ),
    .target(name: "SQLiteRows", dependencies: ["SQLite", "OwnThread", "PinterestModels"]),
    .target(
      name: "S3Client",
      dependencies: ["HTTPWire", "AWSSigV4", "Digests", "XMLWire", "OwnThread"]
    ),

    .target(
      name: "KinesisClient",
      dependencies: ["HTTPWire", "AWSSigV4", "JSONBytes", "Digests"]
    ),
    .target(
      name: "SinkConnector",
      dependencies: ["EventLog", "JSONBytes", "Compression"]
    ),

    // Floor 4: what composes.
    .target(
      name: "Emulator",
      dependencies: [
        "PinterestModels", "KafkaRESTClient", "KinesisClient", "HTTPWire", "JSONBytes",
      ]
    ),
    .target(
      name: "LocalCloud",
      dependencies: [
        "HTTPWire",
        "HTTPServer",
        "EventLog",
        "OwnThread",
        "AWSSigV4",
        "XMLWire",
        "JSONBytes",
        "Digests",
        "SinkConnector",
      ]
    ),

    .target(
      name: "Lakehouse",
      dependencies: [
        "PinterestModels",
        "HTTPWire",
        "S3Client",
        "KinesisClient",
        "KafkaRESTClient",
        "TableFormats",
        "Compression",
        "SQLite",
        "JSONBytes",
        "CSVBytes",
        "OwnThread",
      ]
    ),

    // Floor 5: what a person runs, and the proofs.
    .executableTarget(
      name: "pinterest",
      dependencies: [
        "Terminal",
        "HTTPServer",
        "EventLog",
        "LocalCloud",
        "SinkConnector",
        "HTTPWire",
        "OwnThread",
        "Digests",
        "AWSSigV4",
        "CurlTransport",
        "AWSCredentials",
        "S3Client",
        "JSONBytes",
        "KafkaRESTClient",
        "PinterestModels",
        "SyntheticRows",
        "FolderRows",
        "SQLiteRows",
        "MariaDBRows",
        "Emulator",
        "KinesisClient",
        "TableFormats",
        "Lakehouse",
      ]
    ),
    .executableTarget(
      name: "bench",
      dependencies: [
        "Digests",
        "EventLog",
        "S3Client",
        "KinesisClient",
        "AWSSigV4",
        "CurlTransport",
        "HTTPServer",
        "HTTPWire",
        "JSONBytes",
        "KafkaRESTClient",
        "LocalCloud",
        "PinterestModels",
        "SinkConnector",
        "SyntheticRows",
      ],
      path: "Benchmarks/Runner"
    ),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(name: "HTTPServerTests", dependencies: ["HTTPServer", "HTTPWire", "TestKit"]),
    .testTarget(name: "HTTPWireTests", dependencies: ["HTTPWire"]),
    .testTarget(
      name: "CurlTransportTests",
      dependencies: ["CurlTransport", "HTTPWire", "TransportConformance", "TestKit"]
    ),
    .target(
      name: "TransportConformance",
      dependencies: ["HTTPWire", "TestKit"],
      path: "Tests/TransportConformance"
    ),
    .testTarget(name: "XMLWireTests", dependencies: ["XMLWire"]),
    .testTarget(
      name: "S3ClientTests",
      dependencies: ["S3Client", "HTTPWire", "AWSSigV4", "Digests", "XMLWire"],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "KinesisClientTests",
      dependencies: ["KinesisClient", "HTTPWire", "AWSSigV4", "Digests", "JSONBytes"]
    ),
    .testTarget(
      name: "KinesisInteropTests",
      dependencies: [
        "KinesisClient", "HTTPWire", "AWSSigV4", "CurlTransport", "TestKit", "pinterest",
      ],
      path: "Tests/Interop/Kinesis"
    ),
    .testTarget(
      name: "AWSCredentialsInteropTests",
      dependencies: ["AWSCredentials", "AWSSigV4", "CurlTransport", "HTTPWire", "TestKit"],
      path: "Tests/Interop/AWSCredentials",
      exclude: ["botocore_view.py", "moto_account.py"]
    ),
    .testTarget(
      name: "JourneyTests",
      dependencies: [
        "LocalCloud", "EventLog", "CurlTransport", "KafkaRESTClient", "KinesisClient", "AWSSigV4",
        "HTTPWire", "Emulator", "SyntheticRows", "PinterestModels", "TestKit",
      ]
    ),
    .testTarget(
      name: "CourseInteropTests",
      dependencies: [
        "LocalCloud", "EventLog", "MariaDBRows", "SyntheticRows", "PinterestModels", "TestKit",
      ],
      path: "Tests/Interop/Course",
      exclude: ["post_rows.py"]
    ),
    .testTarget(
      name: "AWSSigV4InteropTests",
      dependencies: ["AWSSigV4", "Digests", "HTTPWire", "TestKit"],
      path: "Tests/Interop/AWSSigV4",
      exclude: ["botocore_sign.py"]
    ),
    .testTarget(
      name: "S3InteropTests",
      dependencies: [
        "S3Client", "HTTPWire", "AWSSigV4", "CurlTransport", "Digests", "XMLWire", "TestKit",
        "pinterest",
      ],
      path: "Tests/Interop/S3"
    ),
    .testTarget(
      name: "ObjectStoreInteropTests",
      dependencies: ["TestKit", "pinterest"],
      path: "Tests/Interop/ObjectStore",
      exclude: ["kill_loop.py", "kill_pipeline.py"]
    ),
    .testTarget(
      name: "StreamsInteropTests",
      dependencies: ["LocalCloud", "TestKit", "pinterest"],
      path: "Tests/Interop/Streams",
      exclude: ["Clients"]
    ),
    .testTarget(
      name: "KafkaCommandTests",
      dependencies: [
        "KafkaRESTClient", "LocalCloud", "CurlTransport", "HTTPWire", "TestKit", "pinterest",
      ]
    ),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),
    .testTarget(
      name: "LocalCloudTests",
      dependencies: [
        "LocalCloud", "HTTPWire", "EventLog", "SinkConnector", "AWSSigV4", "XMLWire", "Digests",
        "TestKit",
      ],
      exclude: ["ObjectStore/Clients"]
    ),
    .testTarget(
      name: "MariaDBRowsTests",
      dependencies: [
        "MariaDBRows", "SyntheticRows", "PinterestModels", "RowSourceConformance", "TestKit",
      ]
    ),
    .testTarget(
      name: "SQLiteRowsTests",
      dependencies: [
        "SQLiteRows", "SQLite", "SyntheticRows", "PinterestModels", "RowSourceConformance",
        "TestKit",
      ]
    ),
    .testTarget(
      name: "EmulatorTests",
      dependencies: [
        "Emulator", "KinesisClient", "HTTPWire", "JSONBytes", "PinterestModels", "SyntheticRows",
      ]
    ),
    .testTarget(
      name: "SinkConnectorTests",
      dependencies: ["SinkConnector", "EventLog", "JSONBytes"],
      exclude: ["Fixtures"]
    ),
    .testTarget(name: "OwnThreadTests", dependencies: ["OwnThread"]),
    .testTarget(name: "CompressionTests", dependencies: ["Compression", "TestKit"]),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite", "TestKit"]),
    .testTarget(name: "EventLogTests", dependencies: ["EventLog", "LogCrasher", "TestKit"]),
    .executableTarget(name: "LogCrasher", dependencies: ["EventLog"], path: "Tests/LogCrasher"),
    .target(name: "TestKit", path: "Tests/TestKit"),
    .testTarget(
      name: "SigV4CommandTests",
      dependencies: ["pinterest", "JSONBytes", "TestKit"]
    ),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(
      name: "AWSSigV4Tests",
      dependencies: ["AWSSigV4", "HTTPWire", "Digests"],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "AWSCredentialsTests",
      dependencies: ["AWSCredentials", "AWSSigV4", "Digests", "HTTPWire", "TestKit"]
    ),
    .testTarget(name: "JSONBytesTests", dependencies: ["JSONBytes"]),
    .testTarget(name: "CSVBytesTests", dependencies: ["CSVBytes"]),
    .testTarget(
      name: "FolderRowsTests",
      dependencies: [
        "FolderRows", "SyntheticRows", "PinterestModels", "RowSourceConformance", "TestKit",
      ]
    ),
    .testTarget(
      name: "KafkaRESTClientTests",
      dependencies: ["KafkaRESTClient", "HTTPWire", "JSONBytes", "CurlTransport", "TestKit"],
      exclude: ["Fixtures"]
    ),
    .target(
      name: "RowSourceConformance",
      dependencies: ["PinterestModels"],
      path: "Tests/RowSourceConformance"
    ),
    .testTarget(
      name: "SyntheticRowsTests",
      dependencies: ["SyntheticRows", "PinterestModels", "RowSourceConformance"]
    ),
    .testTarget(name: "PinterestModelsTests", dependencies: ["PinterestModels", "JSONBytes"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .treatAllWarnings(as: .error),
    ]
}
