"""Files become a validated dataset: frameworks, topics and typed frames."""

from peeldiff.dataset.framework_model import Cycle, Grade, Item, Statement, Topic
from peeldiff.dataset.loading import load
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.names import Inspection, find_cycle, find_force, find_inspection, find_topic

__all__ = [
    "Cycle",
    "Dataset",
    "Grade",
    "Inspection",
    "Item",
    "Statement",
    "Topic",
    "find_cycle",
    "find_force",
    "find_inspection",
    "find_topic",
    "load",
]
