/// Everything that is measured, in the order of the pipeline; each area stands in a file of its own.
let areas: [Area] = [postArea, logArea, s3Area]
let areas: [Area] = [jsonArea, rowsArea, logArea, s3Area]
let areas: [Area] = [signArea, postArea, logArea, s3Area]
let areas: [Area] = [httpArea, postArea, logArea, s3Area]
let areas: [Area] = [jsonArea, rowsArea, postArea, serveArea, logArea, s3Area]
