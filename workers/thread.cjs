// The file that piscina loads in each of its threads. It imports the module `entry` of the thread's data and answers with what
// that exports by default. Given the module itself, piscina would `require` it, and a thread that is ended while it links a
// required ES module aborts the whole process: "v8::Module::IsGraphAsync must be used on an instantiated module" (Node.js 20).
const { workerData } = require('node:worker_threads')

module.exports = import(workerData.entry).then((module) => module.default)
