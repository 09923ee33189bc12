// swift-tools-version: 6.2
import PackageDescription

// Written in floor order: a target may depend on those above it, never on those below
// (ARCHITECTURE.md).
let package = Package(
  name: "pinterest-pipeline",
  products: [
    .library(name: "PinterestModels", type: .static, targets: ["PinterestModels"]),
    .library(name: "KafkaRESTClient", type: .static, targets: ["KafkaRESTClient"]),
    .library(name: "AWSSigV4", type: .static, targets: ["AWSSigV4"]),
    .library(name: "AWSCredentials", type: .static, targets: ["AWSCredentials"]),
    .library(name: "S3Client", type: .static, targets: ["S3Client"]),
    .library(name: "KinesisClient", type: .static, targets: ["KinesisClient"]),
    .library(name: "Emulator", type: .static, targets: ["Emulator"]),
    // Where its rows come from.
    .library(name: "SyntheticRows", type: .static, targets: ["SyntheticRows"]),
    .library(name: "MariaDBRows", type: .static, targets: ["MariaDBRows"]),
    .library(name: "SQLiteRows", type: .static, targets: ["SQLiteRows"]),
    .library(name: "FolderRows", type: .static, targets: ["FolderRows"]),
    .library(name: "TableFormats", type: .static, targets: ["TableFormats"]),
    .library(name: "Lakehouse", type: .static, targets: ["Lakehouse"]),
    .library(name: "LocalCloud", type: .static, targets: ["LocalCloud"]),
    // What the clients stand on: the shapes of HTTP and the transport that carries them.
    .library(name: "HTTPWire", type: .static, targets: ["HTTPWire"]),
    .library(name: "CurlTransport", type: .static, targets: ["CurlTransport"]),
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
    .target(name: "Batching"),
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
      dependencies: ["JSONBytes", "Compression", "OwnThread"],
      swiftSettings: [.strictMemorySafety()]
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
    .target(name: "KafkaRESTClient", dependencies: ["HTTPWire", "JSONBytes", "Batching"]),
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
      dependencies: ["HTTPWire", "AWSSigV4", "JSONBytes", "Digests", "Batching"]
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
        "AWSSigV4",
        "S3Client",
        "KinesisClient",
        "KafkaRESTClient",
        "TableFormats",
        "Compression",
        "SQLite",
        "JSONBytes",
        "CSVBytes",
        "OwnThread",
      ],
      resources: [
        .embedInCode("Insights/Questions"), .embedInCode("Insights/Report/report.css"),
        .embedInCode("SparkJob/job.py"), .embedInCode("SparkJob/job.md"),
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
        "CSVBytes",
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
      name: "01-environment",
      dependencies: ["LocalCloud", "PinterestModels", "HTTPWire", "CurlTransport"],
      path: "Examples/01-environment"
    ),
    .executableTarget(
      name: "02-rows",
      dependencies: ["PinterestModels", "SyntheticRows", "MariaDBRows"],
      path: "Examples/02-rows"
    ),
    .executableTarget(
      name: "03-topics",
      dependencies: [
        "LocalCloud", "KafkaRESTClient", "HTTPWire", "CurlTransport", "PinterestModels",
        "SyntheticRows", "SinkConnector",
      ],
      path: "Examples/03-topics"
    ),
    .executableTarget(
      name: "04-sink",
      dependencies: ["LocalCloud", "EventLog", "SinkConnector"],
      path: "Examples/04-sink"
    ),
    .executableTarget(
      name: "05-post-through-gateway",
      dependencies: [
        "LocalCloud", "KafkaRESTClient", "HTTPWire", "CurlTransport", "PinterestModels",
        "SyntheticRows", "Emulator",
      ],
      path: "Examples/05-post-through-gateway"
    ),
    .executableTarget(
      name: "06-read-frames",
      dependencies: [
        "LocalCloud", "KafkaRESTClient", "HTTPWire", "CurlTransport", "PinterestModels",
        "SyntheticRows", "Emulator", "Lakehouse", "JSONBytes",
      ],
      path: "Examples/06-read-frames"
    ),
    .executableTarget(
      name: "07-insights",
      dependencies: ["PinterestModels", "SyntheticRows", "Lakehouse"],
      path: "Examples/07-insights"
    ),
    .executableTarget(
      name: "09-stream-to-delta",
      dependencies: [
        "LocalCloud", "KinesisClient", "AWSSigV4", "HTTPWire", "CurlTransport", "PinterestModels",
        "SyntheticRows", "Lakehouse", "TableFormats",
      ],
      path: "Examples/09-stream-to-delta"
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
        "Lakehouse",
        "PinterestModels",
        "SinkConnector",
        "SyntheticRows",
        "TableFormats",
      ],
      path: "Benchmarks/Runner"
    ),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(
      name: "StreamingTests",
      dependencies: [
        "Lakehouse", "TableFormats", "PinterestModels", "JSONBytes", "KinesisClient",
        "KafkaRESTClient", "LocalCloud", "EventLog", "AWSSigV4", "CurlTransport", "HTTPWire",
        "TestKit",
      ]
    ),
    .testTarget(
      name: "StreamingInteropTests",
      dependencies: ["TestKit", "pinterest"],
      path: "Tests/Interop/Streaming",
      exclude: ["kill_stream.py"]
    ),
    .testTarget(
      name: "ExamplesTests",
      dependencies: [
        "TestKit", "01-environment", "02-rows", "03-topics", "04-sink", "05-post-through-gateway",
        "06-read-frames", "07-insights", "09-stream-to-delta",
      ]
    ),
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
    .target(name: "RandomTables", dependencies: ["TableFormats"], path: "Tests/RandomTables"),
    .target(
      name: "TableStorageConformance",
      dependencies: ["TableFormats"],
      path: "Tests/TableStorageConformance"
    ),
    .testTarget(
      name: "TableFormatsTests",
      dependencies: [
        "TableFormats", "JSONBytes", "RandomTables", "TableStorageConformance", "TestKit",
      ],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "TableFormatsInteropTests",
      dependencies: ["TableFormats", "RandomTables", "TestKit"],
      path: "Tests/Interop/TableFormats",
      exclude: ["parquet_peer.py"]
    ),
    .testTarget(
      name: "DeltaCommandTests",
      dependencies: [
        "TableFormats", "Lakehouse", "S3Client", "CurlTransport", "HTTPWire", "AWSSigV4",
        "LocalCloud", "TestKit", "pinterest",
      ]
    ),
    .testTarget(
      name: "DeltaInteropTests",
      dependencies: [
        "TableFormats", "Lakehouse", "S3Client", "CurlTransport", "HTTPWire", "AWSSigV4",
        "LocalCloud", "RandomTables", "TableStorageConformance", "TestKit",
      ],
      path: "Tests/Interop/Delta",
      exclude: ["delta_peer.py"]
    ),
    .testTarget(name: "OwnThreadTests", dependencies: ["OwnThread"]),
    .testTarget(
      name: "LakehouseTests",
      dependencies: [
        "Lakehouse", "PinterestModels", "SyntheticRows", "JSONBytes", "Compression", "AWSSigV4",
        "ObjectSourceConformance", "TestKit",
      ]
    ),
    .testTarget(
      name: "LakehouseInteropTests",
      dependencies: [
        "Lakehouse", "S3Client", "AWSSigV4", "CurlTransport", "HTTPWire", "PinterestModels",
        "ObjectSourceConformance", "TestKit",
      ],
      path: "Tests/Interop/Lakehouse"
    ),
    .target(
      name: "ObjectSourceConformance",
      dependencies: ["Lakehouse", "PinterestModels"],
      path: "Tests/ObjectSourceConformance"
    ),
    .testTarget(name: "CompressionTests", dependencies: ["Compression", "TestKit"]),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite", "TestKit"]),
    .target(
      name: "InsightsConformance",
      dependencies: ["Lakehouse", "SyntheticRows", "PinterestModels", "OwnThread", "TestKit"],
      path: "Tests/InsightsConformance"
    ),
    .testTarget(
      name: "InsightsTests",
      dependencies: ["Lakehouse", "PinterestModels", "InsightsConformance", "TestKit"]
    ),
    .testTarget(
      name: "InsightsCommandTests",
      dependencies: [
        "pinterest", "Lakehouse", "LocalCloud", "PinterestModels", "TableFormats", "JSONBytes",
        "TestKit",
      ]
    ),
    .testTarget(
      name: "InsightsInteropTests",
      dependencies: [
        "Lakehouse", "PinterestModels", "SyntheticRows", "InsightsConformance", "TestKit",
      ],
      path: "Tests/Interop/Insights",
      exclude: ["ask_engine.py", "ask_spark.py"]
    ),
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
    .testTarget(name: "BatchingTests", dependencies: ["Batching"]),
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
