"""The one kind of array that figures are worked out in."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
