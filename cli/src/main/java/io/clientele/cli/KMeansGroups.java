package io.clientele.cli;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.KMeansModel;
import io.clientele.segmentation.cluster.SizeBoundedKMeansModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What {@code segment kmeans} prints of groups without bounds on their sizes, or with. */
abstract class KMeansGroups {

    abstract List<String> features();

    /** In the scale in which distances are measured. */
    abstract double[][] centers();

    abstract long[] sizes();

    abstract double inertia();

    abstract FitReport report();

    /** The group of each row of a table that the model was fitted to. */
    abstract int[] fitted(FeatureTable rows, Execution execution);

    /** The group of each row of any table. */
    abstract int[] assign(FeatureTable rows, Execution execution);

    abstract void write(Path file);

    /** Whether the model standardises rows itself. */
    boolean standardizes() {
        return false;
    }

    /** In the units of the file. */
    double[][] ownCenters() {
        return centers();
    }

    /** What a place in each group costs; null without bounds. */
    double @Nullable [] prices() {
        return null;
    }

    static KMeansGroups read(Path file) {
        return holdsBounds(file) ? of(SizeBoundedKMeansModel.read(file)) : of(KMeansModel.read(file));
    }

    /** False for a file that cannot be read: reading the model says why. */
    private static boolean holdsBounds(Path file) {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean format = parser.currentName().equals("format");
                parser.nextToken();
                if (format) {
                    return "clientele.size-bounded-kmeans".equals(parser.getString());
                }
                parser.skipChildren();
            }
            return false;
        } catch (IOException | JacksonException e) {
            return false;
        }
    }

    static KMeansGroups of(KMeansModel model) {
        return new KMeansGroups() {
            @Override
            List<String> features() {
                return model.features();
            }

            @Override
            double[][] centers() {
                return model.scaledCenters();
            }

            @Override
            long[] sizes() {
                return model.sizes();
            }

            @Override
            double inertia() {
                return model.inertia();
            }

            @Override
            FitReport report() {
                return model.report();
            }

            @Override
            int[] fitted(FeatureTable rows, Execution execution) {
                return model.assign(rows, execution);
            }

            @Override
            int[] assign(FeatureTable rows, Execution execution) {
                return model.assign(rows, execution);
            }

            @Override
            void write(Path file) {
                model.write(file);
            }

            @Override
            boolean standardizes() {
                return model.isStandardized();
            }

            @Override
            double[][] ownCenters() {
                return model.centers();
            }
        };
    }

    static KMeansGroups of(SizeBoundedKMeansModel model) {
        return new KMeansGroups() {
            @Override
            List<String> features() {
                return model.features();
            }

            @Override
            double[][] centers() {
                return model.centers();
            }

            @Override
            long[] sizes() {
                return model.sizes();
            }

            @Override
            double inertia() {
                return model.inertia();
            }

            @Override
            FitReport report() {
                return model.report();
            }

            @Override
            int[] fitted(FeatureTable rows, Execution execution) {
                return model.assignWithinBounds(rows, execution);
            }

            @Override
            int[] assign(FeatureTable rows, Execution execution) {
                return model.assign(rows, execution);
            }

            @Override
            void write(Path file) {
                model.write(file);
            }

            @Override
            double[] prices() {
                return model.prices();
            }
        };
    }
}
