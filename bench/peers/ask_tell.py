# pycma's side of ask-tell.mjs. Reads one line of settings, then runs a generation for each line and answers with the
# milliseconds that it took of the processor.
import json
import sys
import time
import warnings

path, length, count, diagonal = json.loads(sys.stdin.readline())
sys.path.insert(0, path)
warnings.simplefilter('ignore')  # It says on import what it cannot draw without Matplotlib.
import cma  # noqa: E402

options = {'popsize': count, 'seed': 1, 'verbose': -9, 'CMA_diagonal': diagonal}
search = cma.CMAEvolutionStrategy(length * [1.0], 1.0, options)
print(json.dumps(f'pycma {cma.__version__}'), flush=True)
for _ in sys.stdin:
    begin = time.process_time()
    genomes = search.ask()
    asked = time.process_time()
    costs = [genome[0] ** 2 for genome in genomes]
    scored = time.process_time()
    search.tell(genomes, costs)
    print(1000 * (asked - begin + time.process_time() - scored), flush=True)
