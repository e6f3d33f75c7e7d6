"""A site that stands and one that is to replace it → why it is not to be published."""
