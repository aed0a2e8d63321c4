"""Golden gradients and training losses for test/kernels/gradient-golden.test.ts.

    python3 test/golden/kernels/gradient.py > test/golden/kernels/gradient.json

Independent of the program: float64, every loss and activation written out in + - * /, exp, log and sin, and derived
by reverse-mode automatic differentiation over scalars (Wengert list), so no derivative formula of the program is
repeated here. Parameters and data are multiples of 1/256, which float32 holds exactly. Only the standard library.
"""

import json
import math

SIZES = [3, 5, 4, 2]
SAMPLES = 9
STEPS = 10
RATE = 0.1
SLOPE = 0.25  # of leaky-relu

# hidden activation, output activation, loss
CASES = [
    ("tanh", "softmax", "cross-entropy"),
    ("sigmoid", "sigmoid", "binary-cross-entropy"),
    ("relu", "linear", "mse"),
    ("leaky-relu", "softsign", "euclidean"),
    ("elu", "tanh", "hinge"),
    ("gelu", "softmax", "mse"),
    ("silu", "softplus", "huber"),
    ("softplus", "gaussian", "mse"),
    ("softsign", "silu", "euclidean"),
    ("sine", "sine", "mae"),
    ("gaussian", "gelu", "huber"),
    ("linear", "elu", "mse"),
]


class Scalar:
    """A number that remembers what it was made of: (parent, local derivative) pairs."""

    tape = []

    def __init__(self, value, parents=()):
        self.value = value
        self.parents = parents
        self.slope = 0.0
        Scalar.tape.append(self)

    def __add__(self, other):
        other = lift(other)
        return Scalar(self.value + other.value, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = lift(other)
        return Scalar(self.value * other.value, ((self, other.value), (other, self.value)))

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -lift(other)

    def __truediv__(self, other):
        return self * lift(other).power(-1.0)

    def power(self, n):
        return Scalar(self.value**n, ((self, n * self.value ** (n - 1.0)),))


def lift(x):
    return x if isinstance(x, Scalar) else Scalar(float(x))


def exp(x):
    value = math.exp(x.value)
    return Scalar(value, ((x, value),))


def log(x):
    return Scalar(math.log(x.value), ((x, 1.0 / x.value),))


def sin(x):
    return Scalar(math.sin(x.value), ((x, math.cos(x.value)),))


def absolute(x):
    return x if x.value > 0 else -x


def total(terms):
    result = terms[0]
    for term in terms[1:]:
        result = result + term
    return result


def sigmoid(x):
    return lift(1) / (exp(-x) + 1)


def tanh(x):
    e = exp(x * 2)
    return (e - 1) / (e + 1)


ACTIVATIONS = {
    "linear": lambda x: x,
    "sigmoid": sigmoid,
    "relu": lambda x: x if x.value > 0 else lift(0),
    "leaky-relu": lambda x: x if x.value > 0 else x * SLOPE,
    "tanh": tanh,
    "softsign": lambda x: x / (absolute(x) + 1),
    "elu": lambda x: x if x.value > 0 else exp(x) - 1,
    "gelu": lambda x: x * 0.5 * (tanh((x + x * x * x * 0.044715) * math.sqrt(2 / math.pi)) + 1),
    "silu": lambda x: x * sigmoid(x),
    "softplus": lambda x: log(exp(x) + 1),
    "sine": sin,
    "gaussian": lambda x: exp(-(x * x)),
}


def activate(kind, z):
    if kind != "softmax":
        return [ACTIVATIONS[kind](value) for value in z]
    terms = [exp(value) for value in z]
    return [term / total(terms) for term in terms]


def huber(d):
    return d * d * 0.5 if abs(d.value) < 1 else absolute(d) - 0.5


# Of one sample; True where the mean goes over outputs too.
LOSSES = {
    "mse": (lambda y, t: total([(a - b) * (a - b) for a, b in zip(y, t)]), True),
    "mae": (lambda y, t: total([absolute(a - b) for a, b in zip(y, t)]), True),
    "euclidean": (lambda y, t: total([(a - b) * (a - b) for a, b in zip(y, t)]).power(0.5), False),
    "cross-entropy": (lambda y, t: -total([log(a) * b for a, b in zip(y, t)]), False),
    "binary-cross-entropy": (
        lambda y, t: -total([log(a) * b + log(lift(1) - a) * (1 - b) for a, b in zip(y, t)]),
        True,
    ),
    "huber": (lambda y, t: total([huber(a - b) for a, b in zip(y, t)]), True),
    "hinge": (
        lambda y, t: total([ACTIVATIONS["relu"](lift(1) - a * b) for a, b in zip(y, t)]),
        True,
    ),
}


def loss_and_gradient(case, parameters, inputs, targets):
    hidden, output, loss = case
    Scalar.tape = []
    theta = [Scalar(p) for p in parameters]
    per_sample, over_outputs = LOSSES[loss]
    losses = []
    for x, t in zip(inputs, targets):
        signal = [Scalar(value) for value in x]
        at = 0
        for index, (wide, narrow) in enumerate(zip(SIZES, SIZES[1:])):
            biases = theta[at : at + narrow]
            at += narrow
            z = []
            for bias in biases:
                z.append(total([bias] + [w * s for w, s in zip(theta[at : at + wide], signal)]))
                at += wide
            signal = activate(output if index == len(SIZES) - 2 else hidden, z)
        losses.append(per_sample(signal, t))
    mean = total(losses) * (1 / (len(losses) * (SIZES[-1] if over_outputs else 1)))
    mean.slope = 1.0
    for node in reversed(Scalar.tape):
        for parent, local in node.parents:
            parent.slope += node.slope * local
    return mean.value, [p.slope for p in theta]


def numbers(seed):
    """Multiples of 1/256 in [-1, 1): a linear congruential generator (Numerical Recipes)."""
    state = seed
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield ((state >> 16) % 512 - 256) / 256


def targets_for(loss, draw):
    if loss == "cross-entropy":
        return [[1, 0] if next(draw) < 0 else [0, 1] for _ in range(SAMPLES)]
    if loss == "hinge":
        return [[1 if next(draw) < 0 else -1 for _ in range(2)] for _ in range(SAMPLES)]
    return [[abs(next(draw)) for _ in range(2)] for _ in range(SAMPLES)]


def main():
    draw = numbers(1)
    length = sum(narrow * (wide + 1) for wide, narrow in zip(SIZES, SIZES[1:]))
    start = [next(draw) for _ in range(length)]
    inputs = [[2 * next(draw) for _ in range(SIZES[0])] for _ in range(SAMPLES)]
    cases = []
    for case in CASES:
        targets = targets_for(case[2], draw)
        parameters = start
        losses = []
        first = None
        for _ in range(STEPS):
            loss, gradient = loss_and_gradient(case, parameters, inputs, targets)
            first = first or gradient
            losses.append(loss)
            parameters = [p - RATE * g for p, g in zip(parameters, gradient)]
        cases.append(
            {
                "hidden": case[0],
                "output": case[1],
                "loss": case[2],
                "targets": targets,
                "gradient": [float(f"{g:.9g}") for g in first],
                "losses": [float(f"{value:.9g}") for value in losses],
            }
        )
    golden = {"sizes": SIZES, "slope": SLOPE, "rate": RATE, "parameters": start, "inputs": inputs}
    lines = [f' "{key}": {json.dumps(value)},' for key, value in golden.items()]
    body = ",\n".join("  " + json.dumps(case) for case in cases)
    print("{", *lines, f' "cases": [\n{body}\n ]', "}", sep="\n")


main()
